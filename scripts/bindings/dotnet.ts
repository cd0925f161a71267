import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Binding } from './binding';

const EXPECTED = ['AwsService', 'ServiceEventRule', 'ApiCallRule', 'DeliveryDefaults', 'Ec2Events'];

/** The source of the package is generated and looked through; it is not compiled. */
export const DOTNET: Binding = {
  language: 'dotnet',
  tools: [],
  test: ({ packages }) => {
    const source = join(packages, 'dotnet', 'CdkServiceEvents');
    const project = readFileSync(join(source, 'CdkServiceEvents.csproj'), 'utf8');
    if (!project.includes('<PackageId>CdkServiceEvents</PackageId>')) {
      throw new Error('The .NET project is not called CdkServiceEvents.');
    }
    const missing = EXPECTED.filter((name) => !existsSync(join(source, 'CdkServiceEvents', `${name}.cs`)));
    if (missing.length > 0) {
      throw new Error(`The .NET package lacks ${missing.join(', ')}.`);
    }
    return undefined;
  },
};
