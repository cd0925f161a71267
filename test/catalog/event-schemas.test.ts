import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';
import { AwsService, SchemaField, JsonType } from 'cdk-service-events';

const spec = loadAwsServiceSpecSync();
const events = spec.all('event').filter(({ detailType }) => !detailType.endsWith(' via CloudTrail'));

function everyField(fields: SchemaField[]): SchemaField[] {
  return fields.flatMap((field) => [field, ...everyField(field.fields ?? [])]);
}

describe('the schema of an event', () => {
  test.each(events.map(({ source, detailType, rootProperty }) => [source, detailType, rootProperty] as const))(
    '%s: %s has the fields of the specification, in its order and spelling', (source, detailType, root) => {
      const { fields } = AwsService.named(source).schemaOf(detailType)!;
      const specified = Object.keys(spec.get('eventTypeDefinition', root).properties);
      expect(fields.map(({ name }) => name).filter((name) => specified.includes(name))).toEqual(specified);
      const isSound = (field: SchemaField) => field.path.endsWith(`.${field.name}`) && Object.values(JsonType).includes(field.jsonType)
        && (field.fields !== undefined) === (field.jsonType === JsonType.OBJECT);
      expect(everyField(fields).filter((field) => !isSound(field))).toEqual([]);
    });

  test('tells types, lists and what is always there', () => {
    const fields = everyField(AwsService.S3.schemaOf('Object Created')!.fields);
    expect(fields.find(({ path }) => path === 'detail.object.size')).toEqual({
      name: 'size', path: 'detail.object.size', jsonType: JsonType.NUMBER, list: false, required: true, open: false,
    });
    expect(fields.find(({ name }) => name === 'version-id')!.required).toBe(false);
    expect(everyField(AwsService.ECR.schemaOf('ECR Image Scan')!.fields).find(({ name }) => name === 'image-tags'))
      .toMatchObject({ list: true, jsonType: JsonType.STRING });
  });

  test('has the values that the documentation names', () => {
    expect(AwsService.EC2.schemaOf('EC2 Instance State-change Notification')!.fields.find(({ name }) => name === 'state')!.allowedValues)
      .toEqual(['pending', 'running', 'stopping', 'stopped', 'shutting-down', 'terminated']);
  });

  test('has the fields that the documentation names and the specification lacks', () => {
    expect(AwsService.STATES.schemaOf('Step Functions Execution Status Change')).toMatchObject({
      complete: true, fields: expect.arrayContaining([expect.objectContaining({ name: 'cause', required: false })]),
    });
  });

  test('leaves open what is named by users', () => {
    const tags = AwsService.TAG_CHANGES_ON_RESOURCES.schemaOf('Tag Change on Resource')!.fields.find(({ name }) => name === 'tags');
    expect(tags).toMatchObject({ jsonType: JsonType.OBJECT, open: true, fields: [] });
  });

  test('that a specification gives twice has the fields of both', () => {
    const twice = events.filter(({ detailType }) => detailType === 'Firewall Configuration Changed');
    expect(twice).toHaveLength(2);
    const names = twice.flatMap(({ rootProperty }) => Object.keys(spec.get('eventTypeDefinition', rootProperty).properties));
    expect(AwsService.NETWORK_FIREWALL.schemaOf('Firewall Configuration Changed')!.fields.map(({ name }) => name)).toEqual([...new Set(names)]);
  });

  test('is the same for all that CloudTrail delivers, and open where it depends on the call', () => {
    const schema = AwsService.IAM.schemaOf('AWS API Call via CloudTrail')!;
    expect(schema).toEqual(AwsService.S3.schemaOf('AWS API Call via CloudTrail'));
    expect(schema.fields.find(({ name }) => name === 'requestParameters')).toMatchObject({ jsonType: JsonType.ANY, open: true });
    expect(schema.fields.map(({ name }) => name)).toEqual(expect.arrayContaining(['errorCode', 'userIdentity', 'eventName']));
  });

  test('is known to a narrow view of a service too', () => {
    expect(AwsService.EC2_STATE_CHANGE.schemaOf('EC2 Instance State-change Notification')).toBeDefined();
  });

  test('is nothing where none is known', () => {
    expect(AwsService.EC2.schemaOf('Unheard Of')).toBeUndefined();
    expect(AwsService.custom({ serviceName: 'New', source: 'aws.new' }).schemaOf('New Event')).toBeUndefined();
  });
});

test.each(['constructor', '__proto__', 'toString', 'hasOwnProperty'])('nothing is known of a %s, which every object of JavaScript has', (name) => {
  expect(AwsService.EC2.schemaOf(name)).toBeUndefined();
  expect(AwsService.EC2._usefulLifeOf(name)).toBeUndefined();
});
