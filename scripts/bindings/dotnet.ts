import { cpSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Binding, Workplace } from './binding';
import { isInstalled, run } from './command';

const EXPECTED = ['AwsService', 'ServiceEventRule', 'ApiCallRule', 'DeliveryDefaults', 'Ec2Events'];

/** A NuGet package. Its source is always generated and looked through; where there is .NET, it is built and used too. */
export const DOTNET: Binding = {
  language: 'dotnet',
  tools: [],
  test: (workplace) => {
    const source = join(workplace.packages, 'dotnet', 'CdkServiceEvents');
    requireWhole(source);
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

function buildAndRun(source: string, { root, cache }: Workplace): string {
  const feed = join(cache, 'feed');
  const example = join(cache, 'example');
  for (const folder of [feed, example]) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
  }
  cpSync(join(root, 'examples', 'dotnet'), example, { recursive: true });
  const env = { NUGET_PACKAGES: join(cache, 'packages'), DOTNET_CLI_TELEMETRY_OPTOUT: '1' };
  rmSync(join(env.NUGET_PACKAGES, 'cdkserviceevents'), { recursive: true, force: true });
  run('dotnet', ['pack', '--configuration', 'Release', '--output', feed], source, env);
  run('dotnet', ['new', 'nugetconfig'], example, env);
  run('dotnet', ['nuget', 'add', 'source', feed, '--configfile', 'nuget.config'], example, env);
  run('dotnet', ['run'], example, { ...env, CDK_OUTDIR: join(cache, 'cdk.out') });
  return join(cache, 'cdk.out', 'Watch.template.json');
}
