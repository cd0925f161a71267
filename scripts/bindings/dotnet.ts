import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Binding, Workplace } from './binding';
import { isInstalled, run, succeeds } from './command';
import { compileWithMono } from './mono';
import { checkStartUp } from './start-up';

/** A feed may have a newer version than the one asked for (NU1603): that is no error. */
const LENIENT = '-p:WarningsNotAsErrors=NU1603';

const EXPECTED = ['AwsService', 'ServiceEventRule', 'ApiCallRule', 'DeliveryDefaults', 'Ec2Events'];

/** A NuGet package. Its source is always generated and looked through. Where there is .NET, it is built and used too, else Mono compiles it where it can. */
export const DOTNET: Binding = {
  language: 'dotnet',
  tools: [],
  test: (workplace) => {
    const source = join(workplace.packages, 'dotnet', 'CdkServiceEvents');
    requireWhole(source);
    if (!isInstalled('dotnet') && isInstalled('mcs')) {
      compileWithMono(source, workplace);
      console.log('  the source and the example are read by the compiler of Mono; nothing is run, since dotnet cannot be found on this machine');
      return undefined;
    }
    if (!isInstalled('dotnet')) {
      console.log('  the source is generated; it is not compiled, since dotnet cannot be found on this machine');
      return undefined;
    }
    return buildAndRun(source, workplace);
  },
};

function requireWhole(source: string): void {
  const project = readFileSync(join(source, 'CdkServiceEvents.csproj'), 'utf8');
  if (!project.includes('<PackageId>CdkServiceEvents</PackageId>')) {
    throw new Error('The .NET project is not called CdkServiceEvents.');
  }
  const missing = EXPECTED.filter((name) => !existsSync(join(source, 'CdkServiceEvents', `${name}.cs`)));
  if (missing.length > 0) {
    throw new Error(`The .NET package lacks ${missing.join(', ')}.`);
  }
}

function buildAndRun(source: string, { root, packages, cache }: Workplace): string {
  const feed = join(cache, 'feed');
  const example = join(cache, 'example');
  for (const folder of [feed, example]) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
  }
  cpSync(join(root, 'examples', 'dotnet'), example, { recursive: true });
  const { homepage } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const env = { PackageProjectUrl: homepage, NUGET_PACKAGES: join(cache, 'packages'), DOTNET_CLI_TELEMETRY_OPTOUT: '1' };
  rmSync(join(env.NUGET_PACKAGES, 'cdkserviceevents'), { recursive: true, force: true });
  // The configuration counts for the projects below the folder it is in.
  for (const folder of [packages, example]) {
    rmSync(join(folder, 'nuget.config'), { force: true });
    run('dotnet', ['new', 'nugetconfig'], folder, env);
    run('dotnet', ['nuget', 'add', 'source', feed, '--name', 'made-here', '--configfile', 'nuget.config'], folder, env);
  }
  if (!succeeds('dotnet', ['restore', LENIENT], source, env)) {
    makeMissing(root, packages, feed, env);
  }
  buildInto(feed, source, env);
  run('dotnet', ['test', 'tests', LENIENT], example, env);
  run('dotnet', ['run', '--project', 'Watch.csproj'], example, { ...env, CDK_OUTDIR: join(cache, 'cdk.out') });
  const startUp = join(cache, 'start-up');
  rmSync(startUp, { recursive: true, force: true });
  cpSync(join(root, 'scripts', 'bindings', 'programs', 'StartUp.cs'), join(startUp, 'StartUp.cs'));
  cpSync(join(example, 'Watch.csproj'), join(startUp, 'StartUp.csproj'));
  cpSync(join(example, 'nuget.config'), join(startUp, 'nuget.config'));
  checkStartUp(() => run('dotnet', ['run', '--project', 'StartUp.csproj'], startUp, env));
  return join(cache, 'cdk.out');
}

/** The packages that the feed may lack in the version that the CDK asks for, as they are here for Node.js. */
function makeMissing(root: string, packages: string, feed: string, env: Record<string, string>): void {
  for (const name of ['constructs', '@aws-cdk/asset-awscli-v1', '@aws-cdk/asset-node-proxy-agent-v6', '@aws-cdk/cloud-assembly-schema']) {
    const made = join(packages, 'made', name);
    rmSync(made, { recursive: true, force: true });
    run('npx', ['jsii-pacmak', '--target', 'dotnet', '--code-only', '--outdir', made, join('node_modules', name)], root);
    const [project] = readdirSync(join(made, 'dotnet'));
    buildInto(feed, join(made, 'dotnet', project), env);
  }
}

/** The generated projects make their package when they are built: `dotnet pack` would make none. */
function buildInto(feed: string, project: string, env: Record<string, string>): void {
  run('dotnet', ['build', '--configuration', 'Release', LENIENT], project, env);
  const release = join(project, 'bin', 'Release');
  const made = readdirSync(release).filter((file) => /\.s?nupkg$/.test(file));
  if (!made.some((file) => file.endsWith('.nupkg'))) {
    throw new Error(`dotnet build made no package in ${release}.`);
  }
  made.forEach((file) => cpSync(join(release, file), join(feed, file)));
}
