import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { chosenLanguages } from '../../scripts/bindings/chosen-languages';
import { DOTNET } from '../../scripts/bindings/dotnet';
import { javaTest } from '../../scripts/bindings/readme-snippets';
import { checkStartUp } from '../../scripts/bindings/start-up';

const ROOT = resolve(__dirname, '..', '..');
const LANGUAGES = ['python', 'java', 'go', 'dotnet'];

describe('the languages of a run', () => {
  test.each([
    [[], { tried: LANGUAGES, required: [] }],
    [['--only', 'dotnet'], { tried: ['dotnet'], required: [] }],
    [['--only', 'go, python'], { tried: ['python', 'go'], required: [] }],
    [['--require', 'java,go'], { tried: LANGUAGES, required: ['java', 'go'] }],
    [['--only', 'java', '--require', 'java'], { tried: ['java'], required: ['java'] }],
  ])('%p', (args, expected) => {
    expect(chosenLanguages(args, LANGUAGES)).toEqual(expected);
  });

  test.each([
    [['--only', 'ruby'], "--only names 'ruby': it takes python, java, go, dotnet, separated by commas."],
    [['--require', 'python,Java'], "--require names 'Java': it takes python, java, go, dotnet, separated by commas."],
    [['--only', ','], '--only names no language: it takes python, java, go, dotnet, separated by commas.'],
    [['--only', 'go', '--require', 'java'], '--require names java, which --only leaves out.'],
    [['--skip', 'go'], "Unknown option '--skip'"],
  ])('%p is refused', (args, message) => {
    expect(() => chosenLanguages(args, LANGUAGES)).toThrow(message);
  });
});

/** A stand-in for the SDK of .NET: it writes down what it was asked, and makes a package when it builds, as the generated projects do. */
const SDK = `#!/bin/sh
echo "$(basename "$PWD"): $*" >> "$CALLS"
case "$1 $2" in
  "restore "*) test "$RESTORES" = yes ;;
  "new "*) touch nuget.config ;;
  "run "*) echo "start-up: 2000 100" ;;
  "build "*) mkdir -p bin/Release && touch "bin/Release/$(basename "$PWD").1.0.0.nupkg" "bin/Release/$(basename "$PWD").1.0.0.snupkg" ;;
esac
`;

describe('the package for .NET', () => {
  const folder = mkdtempSync(join(tmpdir(), 'dotnet-binding-'));
  const calls = join(folder, 'calls');
  const packages = join(folder, 'packages');
  const cache = join(folder, 'cache');
  const { PATH } = process.env;

  beforeEach(() => {
    rmSync(folder, { recursive: true, force: true });
    const source = join(packages, 'dotnet', 'CdkServiceEvents');
    mkdirSync(join(source, 'CdkServiceEvents'), { recursive: true });
    mkdirSync(cache, { recursive: true });
    writeFileSync(join(source, 'CdkServiceEvents.csproj'), '<PackageId>CdkServiceEvents</PackageId>');
    for (const name of ['AwsService', 'ServiceEventRule', 'ApiCallRule', 'DeliveryDefaults', 'Ec2Events']) {
      writeFileSync(join(source, 'CdkServiceEvents', `${name}.cs`), '');
    }
    for (const [name, script] of [['dotnet', SDK], ['npx', '#!/bin/sh\nmkdir -p "$6/dotnet/Made" && echo "$*" >> "$CALLS"\n']]) {
      writeFileSync(join(folder, name), script);
      chmodSync(join(folder, name), 0o755);
    }
    Object.assign(process.env, { PATH: `${folder}:${PATH}`, CALLS: calls, RESTORES: 'yes' });
    jest.spyOn(console, 'log').mockImplementation();
  });

  afterEach(() => {
    Object.assign(process.env, { PATH });
    delete process.env.CALLS;
    delete process.env.RESTORES;
    jest.restoreAllMocks();
    rmSync(folder, { recursive: true, force: true });
  });

  const commands = () => readFileSync(calls, 'utf8').trim().split('\n');

  test('is built, then tested and run by the example', () => {
    expect(DOTNET.test({ root: ROOT, packages, cache })).toBe(join(cache, 'cdk.out'));
    expect(commands().filter((line) => !line.includes('nuget'))).toEqual([
      'CdkServiceEvents: restore -p:WarningsNotAsErrors=NU1603',
      'CdkServiceEvents: build --configuration Release -p:WarningsNotAsErrors=NU1603',
      'example: test tests -p:WarningsNotAsErrors=NU1603',
      'example: run --project Watch.csproj',
      ...Array(3).fill('start-up: run --project StartUp.csproj'),
    ]);
    expect(readdirSync(join(cache, 'feed')).sort()).toEqual(['CdkServiceEvents.1.0.0.nupkg', 'CdkServiceEvents.1.0.0.snupkg']);
  });

  test('is built with packages made here where the feed lacks some', () => {
    process.env.RESTORES = 'no';
    DOTNET.test({ root: ROOT, packages, cache });
    expect(commands().filter((line) => line.startsWith('jsii-pacmak')).map((line) => line.split(' ').at(-1))).toEqual([
      'node_modules/constructs',
      'node_modules/@aws-cdk/asset-awscli-v1',
      'node_modules/@aws-cdk/asset-node-proxy-agent-v6',
      'node_modules/@aws-cdk/cloud-assembly-schema',
    ]);
    expect(readdirSync(join(cache, 'feed'))).toContain('Made.1.0.0.nupkg');
  });

  test('must hold what the example uses', () => {
    rmSync(join(packages, 'dotnet', 'CdkServiceEvents', 'CdkServiceEvents', 'ApiCallRule.cs'));
    expect(() => DOTNET.test({ root: ROOT, packages, cache })).toThrow('The .NET package lacks ApiCallRule.');
  });

  test('is only generated where there is no SDK', () => {
    rmSync(join(folder, 'dotnet'));
    process.env.PATH = withoutTools();
    expect(DOTNET.test({ root: ROOT, packages, cache })).toBeUndefined();
    expect(existsSync(calls)).toBe(false);
  });

  test('is compiled by Mono, with the CDK and the example, where there is that instead of the SDK', () => {
    rmSync(join(folder, 'dotnet'));
    writeFileSync(join(folder, 'mcs'), '#!/bin/sh\necho "mcs $*" >> "$CALLS"\n');
    chmodSync(join(folder, 'mcs'), 0o755);
    process.env.PATH = `${folder}:${withoutTools()}`;
    expect(DOTNET.test({ root: ROOT, packages, cache })).toBeUndefined();
    expect(commands().map((line) => line.split(' ').at(-1))).toEqual([
      'node_modules/aws-cdk-lib', 'node_modules/constructs', 'node_modules/@aws-cdk/cloud-assembly-schema',
      '@jsii.rsp', '@cdk.rsp', '@library.rsp', '@example.rsp',
    ]);
    expect(readFileSync(join(cache, 'mono', 'library.rsp'), 'utf8').split('\n')).toHaveLength(5);
    expect(readFileSync(join(cache, 'mono', 'example', '0.cs'), 'utf8')).toContain('namespace Watch\n{');
  });

  /** A path with what scripts of these tests call, and with no language. */
  function withoutTools(): string {
    const tools = join(folder, 'tools');
    mkdirSync(tools, { recursive: true });
    ['sh', 'mkdir'].forEach((name) => symlinkSync(join('/bin', name), join(tools, name)));
    return tools;
  }
});

describe('what the library adds to the start of an app', () => {
  beforeEach(() => {
    jest.spyOn(console, 'log').mockImplementation();
  });

  afterEach(() => {
    jest.restoreAllMocks();
  });

  const check = (...runs: string[]) => checkStartUp(() => runs.shift()!);

  test('is that of the best of three runs', () => {
    check('start-up: 1000 900', '\u001b[0mstart-up: 500 60\n', 'start-up: 1000 300');
    expect(console.log).toHaveBeenCalledWith('  start-up: 60 ms for the library, 0.12 of the 500 ms for the CDK');
  });

  test('may be more on a machine that is slow altogether', () => {
    expect(() => check('start-up: 9000 800', 'start-up: 9000 800', 'start-up: 9000 800')).not.toThrow();
  });

  test('is an error where it is more than 200 ms and a quarter of what the CDK takes', () => {
    expect(() => check('start-up: 2000 800', 'start-up: 800 201', 'start-up: 2000 800'))
      .toThrow('An app starts too slowly: 201 ms for the library, 0.25 of the 800 ms for the CDK.');
  });

  test('is an error where the program says nothing', () => {
    expect(() => check('Hello')).toThrow('The program has printed no times: Hello');
  });
});

describe('the examples', () => {
  const lowest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')).peerDependencies['aws-cdk-lib'].slice(1);

  test.each([
    ['java/pom.xml', /<artifactId>aws-cdk-lib<\/artifactId>\s*<version>([\d.]+)</],
    ['python/pyproject.toml', /aws-cdk-lib>=([\d.]+)/],
    ['dotnet/Watch.csproj', /"Amazon.CDK.Lib" Version="([\d.]+)"/],
    ['go/go.mod', /awscdk\/v2 v([\d.]+)/],
  ])('%s takes a version of the CDK that the library works with', (file, pattern) => {
    const [, minor] = pattern.exec(readFileSync(join(ROOT, 'examples', file), 'utf8'))![1].split('.').map(Number);
    expect(minor).toBeGreaterThanOrEqual(Number(lowest.split('.')[1]));
  });
});

describe('an example of the README in Java', () => {
  test('is a test of its own, with its imports before those that it takes for granted', () => {
    const [[name, source]] = javaTest(['import software.amazon.awscdk.App;\n\nApp app = new App();\n// import nothing\n']);
    expect(name).toBe('Readme1Test.java');
    expect(source.split('\n').filter((line) => line.startsWith('import '))[0]).toBe('import software.amazon.awscdk.App;');
    expect(source).toContain('    void runs() {\n        \n        App app = new App();\n        // import nothing\n');
  });
});
