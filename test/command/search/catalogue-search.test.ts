import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { CatalogueSearch } from '../../../src/command/search/catalogue-search';

const html = readFileSync(resolve(__dirname, '..', '..', '..', 'docs', 'services.html'), 'utf8');
const { services, phrases } = JSON.parse(/<script type="application\/json" id="data">(.*?)<\/script>/s.exec(html)![1]);
const search = new CatalogueSearch(services.map((service: any) => ({
  id: service.id,
  names: [service.name, service.source, service.constant, service.id],
  events: service.events.map(({ name, fields = [] }: any) => ({
    name, fields: fields.map(([path]: any) => path), values: fields.flatMap(([, , values]: any) => values ?? []),
  })),
  operations: service.operations?.split(' ') ?? [],
})), phrases);

const first = (query: string) => search.find(query).services[0];
/** The event's own row, or the whole service that is called so. */
const finds = (query: string, id: string, event: string) => search.find(query).services
  .some((found) => found.id === id && (found.events.length === 0 || found.events.some(({ name }) => name === event)));

describe('a search of the catalogue', () => {
  test.each([
    ['iam', 'iam'],
    ['s3', 's3'],
    ['aws.ec2', 'ec2'],
    ['Lambda', 'lambda'],
    ['root login', 'management-console-sign-in'],
    ['load balancer', 'elasticloadbalancing'],
    ['alb', 'elasticloadbalancing'],
    ['lambda error', 'lambda'],
  ])('puts the service that %p means first', (query, id) => {
    expect(first(query).id).toBe(id);
  });

  test.each([
    ['instance stopped', 'ec2', 'EC2 Instance State-change Notification'],
    ['pipeline failed', 'codepipeline', 'CodePipeline Pipeline Execution State Change'],
    ['step function failed', 'states', 'Step Functions Execution Status Change'],
    ['objetc created', 's3', 'Object Created'],
    ['created object', 's3', 'Object Created'],
    ['interruption spot', 'ec2', 'EC2 Spot Instance Interruption Warning'],
    ['failed glue job', 'glue', 'Glue Job State Change'],
    ['exitCode', 'ecs', 'ECS Task State Change'],
  ])('finds for %p the event of %s: %s', (query, id, event) => {
    expect(first(query)).toMatchObject({ id, events: expect.arrayContaining([expect.objectContaining({ name: event })]) });
    expect(first(query).events[0].name).toBe(event);
  });

  test.each([
    ['CreateUser', 'iam', 'CreateUser'],
    ['create user', 'iam', 'CreateUser'],
    ['createuser', 'iam', 'CreateUser'],
    ['bucket policy', 's3', 'PutBucketPolicy'],
    ['AssumeRole', 'sts', 'AssumeRole'],
  ])('finds for %p the operation of %s: %s', (query, id, operation) => {
    expect(first(query).id).toBe(id);
    expect(first(query).operations[0]).toBe(operation);
  });

  test('names the fields that a word of the query fits', () => {
    const batch = search.find('exitCode').services.find(({ id }) => id === 'batch')!;
    expect(batch.events.find(({ name }) => name === 'Batch Job State Change')!.fields).toContain('container.exitCode');
  });

  test('reads a word that stands nowhere as the nearest that does, and says so', () => {
    expect(search.find('gaurdduty')).toMatchObject({ corrections: { gaurdduty: 'guardduty' }, services: [{ id: 'guardduty' }] });
  });

  test('leaves the order of the words open', () => {
    expect(search.find('spot interruption warning').services).toEqual(search.find('warning interruption spot').services);
  });

  test('says the nearest names when it finds nothing', () => {
    const { services: found, nearest } = search.find('zzzzqqq');
    expect(found).toEqual([]);
    expect(nearest).toHaveLength(3);
  });

  test.each(['', '   ', '.', '\u0000', '('.repeat(1000), 'the event of'])('answers %p without a mistake', (query) => {
    expect(search.find(query).corrections).toEqual({});
  });

  test('finds each service by each of its own names', () => {
    const missed = services.filter(({ id, name, source }: any) => [name, source, id]
      .some((query) => !search.find(query).services.some((found) => found.id === id)));
    expect(missed.map(({ id }: any) => id)).toEqual([]);
  });

  test('finds each event by its name, or the whole service that is called so', () => {
    const missed = services.filter(({ viewOf }: any) => !viewOf).flatMap(({ id, events }: any) => events.slice(0, 2)
      .filter(({ name }: any) => !finds(name, id, name))
      .map(({ name }: any) => `${id}: ${name}`));
    expect(missed).toEqual([]);
  });
});
