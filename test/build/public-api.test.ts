import { readFileSync, readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import * as library from 'cdk-service-events';
import { ApiType, apiTypes, TypeReference } from '../support/assembly';

const SRC = resolve(__dirname, '..', '..', 'src');
const MODULES_BESIDE_IT = ['', 'aws_events', 'aws_events_targets', 'aws_cloudtrail', 'aws_sqs', 'aws_sns', 'aws_cloudwatch', 'aws_cloudwatch_actions', 'aws_iam', 'aws_lambda'];

const types = apiTypes();
const all = Object.values(types);
const nameIn = ({ namespace, name }: ApiType) => [...namespace ? [namespace] : [], name].join('.');

function typesIn(reference: TypeReference): ApiType[] {
  const { fqn, collection } = reference;
  return collection ? typesIn(collection.elementtype) : types[fqn!] ? [types[fqn!]] : [];
}

/** The structs that a user writes: parameters, and what is in them. */
function structsOfUsers(): ApiType[] {
  const found = new Set<ApiType>();
  const add = (type: ApiType) => {
    if (type.datatype && !found.has(type)) {
      found.add(type);
      (type.properties ?? []).flatMap((property) => typesIn(property.type)).forEach(add);
      (type.interfaces ?? []).filter((name) => types[name]).forEach((name) => add(types[name]));
    }
  };
  all.flatMap(({ initializer, methods = [] }) => [initializer, ...methods])
    .flatMap((callable) => callable?.parameters ?? [])
    .flatMap(({ type }) => typesIn(type))
    .forEach(add);
  return [...found];
}

test('what the library exports is its API, and nothing else', () => {
  const { testing, ...others } = library;
  const exported = [...Object.keys(others), ...Object.keys(testing).map((name) => `testing.${name}`)];
  const documented = all.filter(({ kind }) => kind !== 'interface').map(nameIn);
  expect(documented.filter((name) => !exported.includes(name))).toEqual([]);
  expect(exported.filter((name) => !documented.includes(name))).toEqual([]);
});

test('no name is also that of something in the modules of the CDK that are imported beside it', () => {
  const assembly = gunzipSync(readFileSync(resolve(require.resolve('aws-cdk-lib/package.json'), '..', '.jsii.gz'))).toString('utf8');
  const taken = new Set(Object.values(JSON.parse(assembly).types as Record<string, ApiType>)
    .filter(({ namespace = '' }) => MODULES_BESIDE_IT.includes(namespace))
    .map(({ name }) => name));
  expect(taken.has('EventPattern') && taken.has('Match') && taken.has('Stack')).toBe(true);
  expect(all.map(({ name }) => name).filter((name) => taken.has(name))).toEqual([]);
});

/** Structs that are looked at where they enter by code of their own, and not by a table of kinds. */
const LOOKED_AT_OTHERWISE: Record<string, string> = {
  CustomServiceProps: 'AwsService.custom looks at each property',
  ServiceEventProtectionOptions: 'another name of CommonDeliveryOptions',
};

test('every option that a user gives to a construct has a kind, which says what it must be', () => {
  const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  const sources = files.map((file) => readFileSync(resolve(SRC, file), 'utf8'));
  const tables = new Set(sources.flatMap((text) => [...text.matchAll(/(?:OptionKinds|struct)<(\w+)>/g)]).map(([, name]) => name));
  const ofConstructs = structsOfUsers().filter(({ namespace }) => !namespace).map(({ name }) => name);
  expect(ofConstructs.filter((name) => !tables.has(name) && !(name in LOOKED_AT_OTHERWISE))).toEqual([]);
});

test('no enum, number or boolean that a user gives is required: in C# it would have a value when it is left out', () => {
  const isValueType = ({ primitive, fqn }: TypeReference) => ['number', 'boolean'].includes(primitive!) || types[fqn!]?.kind === 'enum';
  const structs = structsOfUsers();
  expect(structs.map(({ name }) => name)).toEqual(expect.arrayContaining(['ServiceEventRuleProps', 'DeliveryOptions', 'AlarmActions']));
  const silent = structs.flatMap(({ name, properties = [] }) => properties.filter((property) => !property.optional && isValueType(property.type)).map((property) => `${name}.${property.name}`));
  expect(silent).toEqual([]);
});

test('no description of a parameter has a semicolon: Javadoc drops what follows it', () => {
  const parameters = all.flatMap((type) => [{ name: 'new', ...type.initializer }, ...type.methods ?? []]
    .flatMap((callable) => (callable.parameters ?? []).map(({ name, docs }) => ({ where: `${type.name}.${callable.name}(${name})`, text: `${docs?.summary ?? ''} ${docs?.remarks ?? ''}` }))));
  expect(parameters.filter(({ text }) => text.trim() !== '').length).toBeGreaterThan(30);
  expect(parameters.filter(({ text }) => text.includes(';')).map(({ where }) => where)).toEqual([]);
});

test('what a method returns is said', () => {
  const silent = all.flatMap(({ name, methods = [] }) => methods
    .filter(({ returns, overrides, docs }) => returns && !overrides && !docs?.returns)
    .map((method) => `${name}.${method.name}`));
  expect(silent).toEqual([]);
});

test('a constructor says what it makes', () => {
  expect(all.filter(({ initializer }) => initializer && !initializer.docs?.summary).map(nameIn)).toEqual([]);
});

test('no description has an object as only TypeScript writes it', () => {
  const described = all.flatMap((type) => [type, type.initializer ?? {}, ...type.properties ?? [], ...type.methods ?? [], ...type.members ?? []]
    .flatMap((part) => [part, ...'parameters' in part ? part.parameters! : []])
    .map(({ docs }) => ({ name: nameIn(type), text: Object.values(docs ?? {}).filter((value) => typeof value === 'string').join(' ') })));
  // JSON is the same in every language.
  const objects = described.flatMap(({ name, text }) => [...text.matchAll(/`[^`]*`/g)]
    .filter(([code]) => /\{\s*['\w]/.test(code))
    .map(([code]) => `${name}: ${code}`));
  expect(objects).toEqual([]);
});

test('every type, property and method has a description', () => {
  const bare = all.flatMap((type) => [{ name: '', docs: type.docs }, ...type.properties ?? [], ...type.methods ?? [], ...type.members ?? []]
    .filter(({ docs }) => !docs?.summary)
    .map(({ name }) => [type.name, name].join('.')));
  expect(bare).toEqual([]);
});

describe('the constants of an event class', () => {
  const constants = all.filter(({ name }) => /Events$/.test(name)).flatMap((type) => (type.properties ?? [])
    .filter((property) => property.const && property.name === property.name.toUpperCase())
    .map((property) => ({ type, property })));
  const valueOf = (type: ApiType, name: string) => (library as unknown as Record<string, Record<string, string>>)[type.name][name];

  test('begin their comments with the detail-type', () => {
    expect(constants.length).toBeGreaterThan(1000);
    expect(constants.filter(({ type, property }) => !property.docs!.summary!.startsWith(`"${valueOf(type, property.name)}", `)).map(({ property }) => property.name)).toEqual([]);
  });

  test('stand in the comment of the class with their promise, for languages that show no other', () => {
    const missing = constants.filter(({ type, property }) => !type.docs!.remarks?.split('\n').includes(`- ${property.name}: ${property.docs!.summary}`));
    expect(missing.map(({ type, property }) => `${type.name}.${property.name}`)).toEqual([]);
  });
});

test('services are told apart by their comments', () => {
  const summaries = types['cdk-service-events.AwsService'].properties!.filter((property) => property.const).map(({ docs }) => docs!.summary!);
  expect(summaries.length).toBeGreaterThan(400);
  expect(summaries.filter((summary, at) => summaries.indexOf(summary) !== at)).toEqual([]);
});
