import { existsSync } from 'node:fs';
import { join, resolve, sep } from 'node:path';
import { readDocument } from './document';
import { Environment, ReadTemplate, placeInTemplate } from './read-template';
import { requireTemplateShape } from './template-shape';
import { StackTemplate, TemplateOrigin } from '../../template/stack-template';
import { UsageError } from '../usage-error';

/** The type of the metadata in which the CDK keeps acknowledged findings (`Validations.ACKNOWLEDGED_RULES_METADATA_KEY`). */
const ACKNOWLEDGED = 'aws:cdk:acknowledged-rules';
const LOGICAL_ID = 'aws:cdk:logicalId';
const STACK = 'aws:cloudformation:stack';
const ASSEMBLY = 'cdk:cloud-assembly';
const NESTED_STACK = 'AWS::CloudFormation::Stack';

/**
 * Reads what the CDK has synthesized: the templates of all stacks, of nested stacks, and of the assemblies of stages.
 *
 * @see https://github.com/aws/aws-cdk-cli/tree/main/packages/%40aws-cdk/cloud-assembly-schema
 */
export class AssemblyReader {
  private readonly seen = new Set<string>();

  constructor(private readonly environment: Environment) {
  }

  public read(folder: string): ReadTemplate[] {
    const path = resolve(folder);
    if (this.seen.has(path)) {
      return [];
    }
    this.seen.add(path);
    const { value: manifest, path: file } = readDocument(join(folder, 'manifest.json'));
    if (typeof manifest?.artifacts !== 'object' || manifest.artifacts === null) {
      throw new UsageError(`${file} is no manifest of a cloud assembly: it has no artifacts.`);
    }
    return Object.entries<any>(manifest.artifacts).flatMap(([name, artifact]) => {
      if (artifact?.type === STACK && typeof artifact.properties?.templateFile === 'string') {
        return this.readStack(folder, name, artifact);
      }
      if (artifact?.type === ASSEMBLY && typeof artifact.properties?.directoryName === 'string') {
        return this.read(inside(folder, artifact.properties.directoryName));
      }
      return [];
    });
  }

  private readStack(folder: string, name: string, artifact: any): ReadTemplate[] {
    const metadata = metadataOf(folder, artifact);
    const [account, region] = String(artifact.environment ?? '').replace(/^aws:\/\//, '').split('/');
    const stack = this.readTemplate(inside(folder, artifact.properties.templateFile), {
      path: String(artifact.displayName ?? name).replace(/ \(.*\)$/, ''),
      stackName: artifact.properties.stackName ?? name,
      account: known(account, 'unknown-account') ?? this.environment.account,
      region: known(region, 'unknown-region') ?? this.environment.region,
      pathOf: pathsIn(metadata),
    }, acknowledgedIn(metadata));
    return [stack, ...this.readNested(folder, stack, [])];
  }

  private readTemplate(path: string, origin: TemplateOrigin, acknowledged: Acknowledged): ReadTemplate {
    const document = readDocument(path);
    requireTemplateShape(document);
    return {
      template: new StackTemplate(document.value, { ...origin, templatePath: path }),
      document,
      acknowledged,
      isOfApp: true,
      placeOf: (logicalId) => placeInTemplate(document.value, logicalId),
    };
  }

  /** The template of a nested stack is an asset that its resource names in the metadata. */
  private readNested(folder: string, { template: parent, document, acknowledged }: ReadTemplate, above: readonly string[]): ReadTemplate[] {
    return [...parent.resources.values()].filter(({ type }) => type === NESTED_STACK).flatMap((resource) => {
      const asset = document.value.Resources?.[resource.logicalId]?.Metadata?.['aws:asset:path'];
      if (typeof asset !== 'string' || !existsSync(join(folder, asset))) {
        return [];
      }
      const file = inside(folder, asset);
      if (above.includes(file)) {
        throw new UsageError(`${document.path}: the nested stack '${resource.path}' holds itself, by ${asset}.`);
      }
      const nested = this.readTemplate(file, {
        path: resource.path.replace(/\.NestedStack\/.*$/, ''), account: parent.account, region: parent.region,
      }, acknowledged!);
      nested.template.resourceInParent = resource;
      return [nested, ...this.readNested(folder, nested, [...above, file])];
    });
  }
}

type Acknowledged = ReadonlyMap<string, Record<string, string>>;
type Metadata = { readonly path: string; readonly type: string; readonly data: any }[];

/** What the CDK says of constructs: in the manifest, or in a file beside it. */
function metadataOf(folder: string, artifact: any): Metadata {
  const file = artifact.additionalMetadataFile;
  const beside = typeof file === 'string' && existsSync(join(folder, file)) ? readDocument(inside(folder, file)).value : {};
  return [...Object.entries<any>(artifact.metadata ?? {}), ...Object.entries<any>(beside ?? {})]
    .flatMap(([path, entries]) => (Array.isArray(entries) ? entries : []).map(({ type, data }) => ({ path: path.replace(/^\//, ''), type, data })));
}

function acknowledgedIn(metadata: Metadata): Acknowledged {
  const found = new Map<string, Record<string, string>>();
  for (const { path, type, data } of metadata) {
    if (type === ACKNOWLEDGED && typeof data === 'object' && data !== null) {
      found.set(path, { ...found.get(path), ...data });
    }
  }
  return found;
}

/** Where a resource stands in the app, for a template that does not say it. */
function pathsIn(metadata: Metadata): (logicalId: string) => string | undefined {
  const paths = new Map(metadata.filter(({ type }) => type === LOGICAL_ID).map(({ path, data }) => [data, path]));
  return (logicalId) => paths.get(logicalId);
}

/** A manifest names files of its own folder. */
function inside(folder: string, name: string): string {
  const path = join(folder, name);
  if (!`${resolve(path)}${sep}`.startsWith(`${resolve(folder)}${sep}`)) {
    throw new UsageError(`The manifest in '${folder}' names '${name}', which is outside of the folder.`);
  }
  return path;
}

function known(value: string | undefined, unknown: string): string | undefined {
  return value === undefined || value === '' || value === unknown ? undefined : value;
}
