import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { isMadeByApp, placeInTemplate } from '../../../src/command/input/read-template';
import { readTemplates } from '../../../src/command/input/read-templates';

const TEMPLATE = { Resources: { Topic: { Type: 'AWS::SNS::Topic' } } };
const STACK = 'aws:cloudformation:stack';
const ASSEMBLY = 'cdk:cloud-assembly';

/** A folder with these files. */
function folder(files: Record<string, unknown>): string {
  const outer = mkdtempSync(join(tmpdir(), 'read-'));
  Object.entries(files).forEach(([name, content]) => {
    mkdirSync(dirname(join(outer, name)), { recursive: true });
    writeFileSync(join(outer, name), typeof content === 'string' ? content : JSON.stringify(content));
  });
  return outer;
}

const read = (path: string, environment = {}) => readTemplates([path], environment);
const filesOf = (path: string) => read(path).map(({ document }) => relative(path, document.path));

describe('of a folder are read', () => {
  test('all files that may be templates, in the order of their names, and those below', () => {
    expect(filesOf(folder({
      'b.yaml': TEMPLATE,
      'a.json': TEMPLATE,
      'c/d.yml': TEMPLATE,
      'c/e/f.template': TEMPLATE,
      'G.JSON': TEMPLATE,
      'readme.md': '# x',
      'h.json.bak': TEMPLATE,
      'node_modules/i.json': TEMPLATE,
      '.git/j.json': TEMPLATE,
      'c/node_modules/k.json': TEMPLATE,
    }))).toEqual(['G.JSON', 'a.json', 'b.yaml', 'c/d.yml', 'c/e/f.template']);
  });

  test('no links', () => {
    const outer = folder({ 'a.json': TEMPLATE });
    symlinkSync(join(outer, 'a.json'), join(outer, 'b.json'));
    expect(filesOf(outer)).toEqual(['a.json']);
  });

  test('no other files beside the manifest of an assembly', () => {
    const manifest = { artifacts: { S: { type: STACK, properties: { templateFile: 't.json' } } } };
    expect(filesOf(folder({ 'x/manifest.json': manifest, 'x/t.json': TEMPLATE, 'x/u.json': TEMPLATE, 'a.json': TEMPLATE }))).toEqual(['a.json', 'x/t.json']);
    expect(filesOf(folder({ 'manifest.json': manifest, 't.json': TEMPLATE, 'u.json': TEMPLATE, 'v/w.json': TEMPLATE }))).toEqual(['t.json']);
  });

  test('no files that hold something else, as long as one holds a template', () => {
    const others = { 'b.json': [1], 'c.json': '{', 'd.yaml': 'a: 1', 'e.json': { Resources: null }, 'f.yaml': '42' };
    expect(filesOf(folder({ ...others, 'a.json': TEMPLATE }))).toEqual(['a.json']);
    expect(() => read(folder(others))).toThrow(/^The folder '.*' holds no template: no manifest\.json/);
  });

  test.each(['{ "Type": "AWS::SNS::Topic"', '{ "format_version": 1'])('not those that begin as templates and cannot be read: %s', (text) => {
    expect(() => read(folder({ 'a.json': TEMPLATE, 'b.json': text }))).toThrow('b.json is not JSON');
  });

  test('none that was read before', () => {
    const outer = folder({ 'a.json': TEMPLATE, 'b.json': TEMPLATE });
    const paths = [join(outer, 'a.json'), outer, join(outer, 'b.json')];
    expect(readTemplates(paths, {}).map(({ document }) => relative(outer, document.path))).toEqual(['a.json', 'b.json']);
    expect(readTemplates([join(outer, 'a.json'), join(outer, 'b.json'), outer], {})).toHaveLength(2);
    expect(readTemplates([outer, outer], {})).toHaveLength(2);
  });
});

describe('a path', () => {
  test('is given', () => {
    expect(() => readTemplates([], {})).toThrow('Give a path');
  });

  test('leads to a manifest as to the folder that it is in', () => {
    const outer = folder({ 'manifest.json': { artifacts: { S: { type: STACK, properties: { templateFile: 't.json' } } } }, 't.json': TEMPLATE });
    expect(read(join(outer, 'manifest.json')).map(({ template }) => template.path)).toEqual(['S']);
  });

  test.each<[unknown]>([[{ Resources: [] }], [{ Resources: null }], [{ Resources: 'x' }], [{}], [null], [[]]])('to %j leads to no template', (content) => {
    expect(() => read(join(folder({ 'a.json': content }), 'a.json'))).toThrow('is no template of CloudFormation or AWS SAM');
  });

  test('to a template leads to one of the given environment, whose resources are called by their logical ids', () => {
    const [{ template, isOfApp, placeOf }] = read(join(folder({ 'a.json': TEMPLATE }), 'a.json'), { account: '111111111111', region: 'eu-west-1' });
    expect([template.account, template.region, isOfApp, placeOf('Topic')]).toEqual(['111111111111', 'eu-west-1', false, ['Resources', 'Topic']]);
    expect([...template.resources.values()].map(({ path }) => path)).toEqual(['Topic']);
    expect(template.origin.templatePath).toBe(template.path);
  });

  test('to a plan of Terraform leads to what it would make, which no app of the CDK has made', () => {
    const plan = { format_version: '1.2', planned_values: { root_module: { resources: [{ address: 'aws_sqs_queue.q', type: 'aws_sqs_queue' }] } } };
    const [{ template, isOfApp, placeOf }] = read(join(folder({ 'a.json': plan }), 'a.json'), { region: 'eu-west-1' });
    expect([template.region, isOfApp, placeOf('x'), template.resources.size]).toEqual(['eu-west-1', false, ['planned_values'], 1]);
  });
});

describe('of an assembly', () => {
  const stack = (properties: object = {}, more: object = {}) => ({ type: STACK, properties: { templateFile: 't.json', ...properties }, ...more });
  const assembly = (artifacts: object, files: Record<string, unknown> = {}) => read(folder({ 'manifest.json': { artifacts }, 't.json': TEMPLATE, ...files }), { account: '222222222222', region: 'us-east-1' });

  test.each<[string | undefined, string, string]>([
    ['aws://111111111111/eu-west-1', '111111111111', 'eu-west-1'],
    ['aws://unknown-account/unknown-region', '222222222222', 'us-east-1'],
    ['aws://unknown-account/eu-west-1', '222222222222', 'eu-west-1'],
    ['aws://111111111111/unknown-region', '111111111111', 'us-east-1'],
    ['aws:///', '222222222222', 'us-east-1'],
    [undefined, '222222222222', 'us-east-1'],
  ])('a stack in %s is one of %s and %s', (environment, account, region) => {
    const [{ template }] = assembly({ S: stack({}, { environment }) });
    expect([template.account, template.region]).toEqual([account, region]);
  });

  test('a stack has the name that it is shown with, or that of its artifact', () => {
    const [{ template, isOfApp }] = assembly({ S: stack({ stackName: 'named' }, { displayName: 'Stage/S (named)' }) });
    expect([template.path, template.origin.stackName, isOfApp]).toEqual(['Stage/S', 'named', true]);
    expect(assembly({ S: stack() })[0].template).toMatchObject({ path: 'S', origin: { stackName: 'S' } });
  });

  test('only stacks and assemblies are read', () => {
    const artifacts = {
      A: { type: 'cdk:tree', properties: { templateFile: 't.json', directoryName: 'in' } },
      B: null,
      C: 7,
      D: { type: STACK },
      E: { type: STACK, properties: { templateFile: 7 } },
      F: { type: ASSEMBLY },
      G: { type: ASSEMBLY, properties: { directoryName: 7 } },
      H: { type: ASSEMBLY, properties: { templateFile: 't.json' } },
      I: { type: STACK, properties: { directoryName: 'in' } },
    };
    expect(assembly(artifacts, { 'in/manifest.json': { artifacts: { T: stack() } }, 'in/t.json': TEMPLATE })).toEqual([]);
  });

  test('the assemblies in it are read, each once', () => {
    const inner = { type: ASSEMBLY, properties: { directoryName: 'in' } };
    const found = assembly({ A: inner, B: inner, C: { type: ASSEMBLY, properties: { directoryName: '.' } } }, { 'in/manifest.json': { artifacts: { T: stack() } }, 'in/t.json': TEMPLATE });
    expect(found.map(({ template }) => template.path)).toEqual(['T']);
  });

  test.each<[unknown]>([[{}], [{ artifacts: null }], [{ artifacts: 7 }], [null], [[]]])('%j is no manifest', (manifest) => {
    expect(() => read(folder({ 'manifest.json': manifest }))).toThrow('is no manifest of a cloud assembly: it has no artifacts');
  });

  test.each([
    [{ S: stack({ templateFile: '../t.json' }) }, '../t.json'],
    [{ S: { type: ASSEMBLY, properties: { directoryName: '..' } } }, '..'],
    [{ S: { type: ASSEMBLY, properties: { directoryName: 'a/../../b' } } }, 'a/../../b'],
  ])('%j names a place outside of it', (artifacts, name) => {
    expect(() => assembly(artifacts)).toThrow(`names '${name}', which is outside of the folder`);
  });

  test('a folder beside it that begins as it is called is outside too', () => {
    const outer = folder({ 'out/manifest.json': { artifacts: { S: stack({ templateFile: '../out2/t.json' }) } }, 'out2/t.json': TEMPLATE });
    expect(() => read(join(outer, 'out'))).toThrow('which is outside of the folder');
  });

  test('a template that is none is said', () => {
    expect(() => assembly({ S: stack() }, { 't.json': { Resources: { A: 7 } } })).toThrow('Resources.A: this is 7, and must be a resource');
  });

  test('nested stacks are read with what is above them, as deep as they go', () => {
    const nested = (file: unknown, path: string) => ({ Type: 'AWS::CloudFormation::Stack', Metadata: { 'aws:asset:path': file, 'aws:cdk:path': path } });
    const found = assembly({ S: stack({}, { environment: 'aws://111111111111/eu-west-1' }) }, {
      't.json': {
        Resources: {
          Topic: { Type: 'AWS::SNS::Topic', Metadata: { 'aws:asset:path': 'topic.json' } },
          A: nested('a.json', 'S/A.NestedStack/A.NestedStackResource'),
          B: nested('missing.json', 'S/B'),
          C: nested(7, 'S/C'),
          D: { Type: 'AWS::CloudFormation::Stack' },
        },
      },
      'topic.json': TEMPLATE,
      'a.json': { Resources: { E: nested('b.json', 'S/A/E') } },
      'b.json': TEMPLATE,
    });
    const templates = found.map(({ template }) => template);
    expect(templates.map(({ path, account, region }) => [path, account, region])).toEqual(['S', 'S/A', 'S/A/E'].map((path) => [path, '111111111111', 'eu-west-1']));
    expect(templates.map(({ resourceInParent, parent }) => [resourceInParent?.logicalId, parent?.path])).toEqual([[undefined, undefined], ['A', 'S'], ['E', 'S/A']]);
  });

  test('two nested stacks may have one template, and none may hold itself', () => {
    const nested = (file: string) => ({ Type: 'AWS::CloudFormation::Stack', Metadata: { 'aws:asset:path': file } });
    expect(assembly({ S: stack() }, { 't.json': { Resources: { A: nested('a.json'), B: nested('a.json') } }, 'a.json': TEMPLATE })).toHaveLength(3);
    const files = { 't.json': { Resources: { A: nested('a.json') } }, 'a.json': { Resources: { B: nested('b.json') } }, 'b.json': { Resources: { A: nested('a.json') } } };
    expect(() => assembly({ S: stack() }, files)).toThrow(/b\.json: the nested stack '.*' holds itself, by a\.json/);
  });

  const ACKNOWLEDGED = 'aws:cdk:acknowledged-rules';
  const METADATA = {
    '/S/In/Topic': [{ type: 'aws:cdk:logicalId', data: 'Topic' }, { type: 'other', data: 'Other' }, { type: ACKNOWLEDGED, data: { a: '1' } }, { type: ACKNOWLEDGED, data: { b: '2' } }],
    '/S': [{ type: ACKNOWLEDGED, data: 'x' }, { type: ACKNOWLEDGED, data: null }, { type: 'other', data: { c: '3' } }],
    '/T': 'no list',
    '/U': [{ type: 'other', data: 'Topic' }],
  };

  test.each<[string, object, Record<string, unknown>]>([
    ['in the manifest', { metadata: METADATA }, {}],
    ['in a file beside it', { additionalMetadataFile: 'm.json' }, { 'm.json': METADATA }],
    ['in both', { metadata: { '/S/In/Topic': METADATA['/S/In/Topic'].slice(0, 3) }, additionalMetadataFile: 'm.json' }, { 'm.json': { ...METADATA, '/S/In/Topic': METADATA['/S/In/Topic'].slice(3) } }],
  ])('what the app says of its constructs is read, where it stands %s', (_where, more, files) => {
    const [{ template, acknowledged }] = assembly({ S: stack({}, more) }, files);
    expect([...acknowledged!]).toEqual([['S/In/Topic', { a: '1', b: '2' }]]);
    expect([...template.resources.values()].map(({ path }) => path)).toEqual(['S/In/Topic']);
  });

  test.each<[object, Record<string, unknown>]>([[{ metadata: null, additionalMetadataFile: 'missing.json' }, {}], [{ additionalMetadataFile: 7 }, {}], [{ additionalMetadataFile: 'm.json' }, { 'm.json': 'null' }]])(
    'nothing is said of constructs with %j', (more, files) => {
      expect([...assembly({ S: stack({}, more) }, files)[0].acknowledged!]).toEqual([]);
    });
});

describe('a resource', () => {
  test('is of an app where any of the template says its path', () => {
    const made = { Metadata: { 'aws:cdk:path': 'S/A' } };
    const templates = [{}, { Resources: {} }, { Resources: { A: {}, B: null } }, { Resources: { A: {}, B: made } }];
    expect(templates.map(isMadeByApp)).toEqual([false, false, false, true]);
  });

  test.each<[unknown, string, string[]]>([
    [{ Resources: { A: {} } }, 'A', ['Resources', 'A']],
    [{ Resources: { A: {} } }, 'B', ['Resources']],
    [{}, 'B', ['Resources']],
    [{ Resources: { A: { Properties: { Events: { Made: {} } } } } }, 'AMade', ['Resources', 'A', 'Properties', 'Events', 'Made']],
    [{ Resources: { A: { Properties: { Events: { Made: {} } } } } }, 'AMadePermission', ['Resources', 'A', 'Properties', 'Events', 'Made']],
    [{ Resources: { A: { Properties: { Events: { Made: {} } } } } }, 'AOther', ['Resources']],
    [{ Resources: { A: { Properties: { Events: { B: {}, Bus: {} } } } } }, 'ABusPermission', ['Resources', 'A', 'Properties', 'Events', 'Bus']],
    [{ Resources: { Made: { Properties: { Events: { A: {} } } } } }, 'AMade', ['Resources']],
    [{ Resources: { A: { Properties: { Events: { BC: {} } } }, AB: { Properties: { Events: { C: {} } } }, ABC: null } }, 'ABCQueue', ['Resources', 'AB', 'Properties', 'Events', 'C']],
    [{ Resources: { A: { Properties: { Events: { BC: {} } } }, AB: {} } }, 'ABC', ['Resources', 'A', 'Properties', 'Events', 'BC']],
    [{ Resources: { X: { Properties: { Events: { Queue: {} } } }, A: { Properties: { Events: { M: {} } } } } }, 'AMQueue', ['Resources', 'A', 'Properties', 'Events', 'M']],
  ])('of %j that is called %s stands at %j', (template, logicalId, place) => {
    expect(placeInTemplate(template, logicalId)).toEqual(place);
  });
});
