import { AwsService } from 'cdk-service-events';
import { catalogueSearch, constantOf, leavesOf, operationNames } from '../../src/command/catalogue-index';
import { runCommand } from '../../src/command/command-line';
import { everyOf } from '../support/every-of';

function run(...args: string[]): { code: number; out: string } {
  let out = '';
  const code = runCommand(args, { write: (text) => { out += text; }, writeError: (text) => { throw new Error(text); }, isTerminal: false, readInput: () => '', version: '0' });
  return { code, out };
}

const linesOf = (...args: string[]) => run(...args).out.trimEnd().split('\n');

describe('services', () => {
  test('are all listed without a query', () => {
    const lines = linesOf('services');
    expect(lines).toHaveLength(AwsService.all().length);
    expect(lines).toContain(`${AwsService.ACM.serviceName}  aws.acm  AwsService.ACM  (${AwsService.ACM.detailTypes.length} kinds of events, best effort)`);
    expect(lines).toContain(`${AwsService.IAM.serviceName}  aws.iam  AwsService.IAM  (through CloudTrail only)`);
  });

  test('that are found show events with the fields that were meant, and operations', () => {
    const { code, out } = run('services', 'exitCode', 'ecs');
    expect(code).toBe(0);
    expect(out).toMatch(/AwsService\.ECS .*\n {4}ECS Task State Change \([^)]*exitCode[^)]*\)\n/);
    const lines = linesOf('services', 'CreateUser');
    expect(lines).toContain('    CreateUser (API call)');
    expect(linesOf('services', 'instance', 'stopped')).toContain('    EC2 Instance State-change Notification (instance-id)');
    expect(linesOf('services', 'object', 'created')).toContain('    Object Annotation Created');
  });

  test('show no more than twenty events and operations each, and say nothing of more where there are twenty', () => {
    const { services } = JSON.parse(run('services', 'describe', '--format', 'json').out);
    const lines = linesOf('services', 'describe');
    const shown = lines.join('\n').split(/\n(?=\S)/).map((text) => text.split('\n').slice(1));
    for (const [at, { events, operations, note }] of everyOf<[number, any]>(services.slice(0, 20).entries())) {
      expect(shown[at]).toHaveLength((note ? 1 : 0) + Math.min(20, events.length) + Math.min(20, operations.length));
    }
    expect(shown[0][0]).toBe(`    ${services[0].operations[0]} (API call)`);
    const long = JSON.parse(run('services', 'ec2', 'describe', '--format', 'json').out).services[0];
    expect(long.operations.length).toBeGreaterThan(20);
    expect(linesOf('services', 'ec2', 'describe').filter((line) => line.startsWith('    ')).slice(0, 20)).toEqual(long.operations.slice(0, 20).map((name: string) => `    ${name} (API call)`));
  });

  test('are told in words where a word is read otherwise, where there is a note, and where nothing is found', () => {
    expect(linesOf('services', 'gaurdduty')[0]).toBe('"gaurdduty" was read as "guardduty".');
    const { note } = JSON.parse(run('services', 'root', 'login', '--format', 'json').out).services[0];
    expect(linesOf('services', 'root', 'login')[1]).toBe(note === undefined ? expect.anything() : `    ${note}`);
    expect(run('services', 'zzzzqqq').code).toBe(1);
    expect(linesOf('services', 'zzzzqqq')).toEqual([expect.stringMatching(/^No service, event or operation matches 'zzzzqqq'\. Nearest: .+, .+, .+\.$/)]);
    expect(run('services', 'guardduty').out).not.toMatch(/No service|undefined|and \d+ more/);
  });

  test('have in JSON what was found, named as in code', () => {
    const { query, corrections, services: [first] } = JSON.parse(run('services', 'gaurdduty', '--format', 'json').out);
    expect([query, corrections]).toEqual(['gaurdduty', { gaurdduty: 'guardduty' }]);
    expect(first).toEqual({ id: 'guardduty', name: AwsService.GUARDDUTY.serviceName, source: 'aws.guardduty', constant: 'GUARDDUTY', events: expect.any(Array), operations: expect.any(Array) });
  });
});

describe('one service', () => {
  test('has its events with their promise, or none', () => {
    expect(run('events', 's3')).toEqual({ code: 0, out: expect.stringMatching(/^Object Created {2}\((guaranteed|best effort)\)$/m) });
    expect(linesOf('events', 'iam')).toEqual([`${AwsService.IAM.serviceName} sends no events that the catalogue lists: its API calls arrive through CloudTrail.`]);
  });

  test('has its operations, or none that are public', () => {
    expect(run('operations', 'iam').code).toBe(0);
    expect(linesOf('operations', 'iam')).toEqual(operationNames(AwsService.IAM));
    const without = AwsService.all().find((service) => operationNames(service).length === 0)!;
    expect(linesOf('operations', without._slug)).toEqual([`No public model tells the operations of ${without.serviceName}.`]);
  });

  test('has samples and schemas of its events', () => {
    expect(run('sample', 's3', 'Object Created').code).toBe(0);
    const { code, out } = run('schema', 'ec2', 'EC2 Instance State-change Notification');
    expect(code).toBe(0);
    expect(out).toMatch(/^detail\.state {2}string: pending, running, .*stopped[^.]*$/m);
    expect(JSON.parse(run('schema', 'ec2', 'EC2 Instance State-change Notification', '--format', 'json').out)).toMatchObject({ fields: expect.any(Array) });
  });

  test('says so where no schema is known of an event', () => {
    const [[service, detailType]] = AwsService.all()
      .flatMap((each) => each.detailTypes.filter((name) => each.schemaOf(name) === undefined).map((name) => [each, name] as const));
    expect(linesOf('schema', service._slug, detailType)).toEqual([`No schema is known of '${detailType}'.`]);
    expect(run('schema', service._slug, detailType, '--format', 'json').out).toBe('null\n');
  });

  test('has fields that may be missing, lists, and values of which only some are known', () => {
    const lines = AwsService.all().slice(0, 60).filter(({ _isView }) => !_isView).flatMap((service) => service.detailTypes.slice(0, 3)
      .filter((name) => service.schemaOf(name) !== undefined)
      .flatMap((name) => leavesOf(service.schemaOf(name)!.fields).map((field) => [service, name, field] as const)));
    const shown = (wanted: (field: (typeof lines)[number][2]) => boolean) => {
      const [service, name, { path }] = lines.find(([, , field]) => wanted(field))!;
      return linesOf('schema', service._slug, name).find((line) => line.startsWith(`${path}  `))!;
    };
    expect(shown(({ list }) => list === true)).toMatch(/ {2}list of /);
    expect(shown(({ required, list }) => !required && !list)).toMatch(/ {2}(?!list)\w+, may be missing/);
    expect(shown(({ required }) => required === true)).not.toContain('may be missing');
    expect(shown(({ namedValues, allowedValues }) => namedValues !== undefined && allowedValues === undefined)).toMatch(/: .+, \.\.\.$/);
    expect(shown(({ allowedValues }) => allowedValues !== undefined)).not.toContain('...');
  });
});

describe('the index', () => {
  test('has the fields that hold values themselves, and their values', () => {
    const field = (path: string, fields?: any[]) => ({ path, fields }) as any;
    expect(leavesOf([field('a', [field('a.b'), field('a.c', [])]), field('d')]).map(({ path }) => path)).toEqual(['a.b', 'a.c', 'd']);
    expect(catalogueSearch().find('pending ec2').services[0].events.map(({ name }) => name)).toContain('EC2 Instance State-change Notification');
    expect(catalogueSearch().find('exitCode').services.flatMap(({ events }) => events.flatMap(({ fields }) => fields)).filter((path) => path.startsWith('detail.'))).toEqual([]);
  });

  test('knows each service by its constant, and a view of one has no operations of its own', () => {
    for (const service of everyOf(AwsService.all())) {
      expect((AwsService as any)[constantOf(service)]).toBe(service);
    }
    for (const service of everyOf(AwsService.all().filter(({ _isView }) => _isView))) {
      expect(operationNames(service)).toEqual([]);
    }
  });
});
