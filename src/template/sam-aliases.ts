type Raw = Record<string, any>;

/** The alias and version that AWS SAM publishes of a function with `AutoPublishAlias`. */
export interface PublishedFunction {
  readonly alias: string;
  readonly version: string;
  readonly resources: Raw;
}

/**
 * @param name what `AutoPublishAlias` says
 * @see https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-generated-resources-function.html
 */
export function publishedFunction(logicalId: string, name: unknown): PublishedFunction | undefined {
  if (name === undefined || name === null) {
    return undefined;
  }
  const [alias, version] = [`${logicalId}Alias${typeof name === 'string' ? name.replace(/[^A-Za-z0-9]/g, '') : ''}`, `${logicalId}Version`];
  return {
    alias,
    version,
    resources: {
      [version]: { Type: 'AWS::Lambda::Version', Properties: { FunctionName: { Ref: logicalId } } },
      [alias]: { Type: 'AWS::Lambda::Alias', Properties: { FunctionName: { Ref: logicalId }, FunctionVersion: { 'Fn::GetAtt': [version, 'Version'] }, Name: name } },
    },
  };
}

/** With the names of the generated resources where they are referred to as AWS SAM allows it: `Function.Alias`, `Function.Version`. */
export function withGeneratedNames(value: any, published: ReadonlyMap<string, PublishedFunction>): any {
  if (Array.isArray(value)) {
    return value.map((entry) => withGeneratedNames(entry, published));
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  return Object.fromEntries(Object.entries<any>(value).map(([key, entry]) => {
    if (key === 'Ref' && typeof entry === 'string') {
      return [key, generatedName(entry, published) ?? entry];
    }
    if (key === 'Fn::Sub' && typeof entry === 'string') {
      return [key, entry.replace(/\$\{([\w.]+)\}/g, (text, name) => {
        const generated = generatedName(name, published);
        return generated === undefined ? text : `\${${generated}}`;
      })];
    }
    return [key, withGeneratedNames(entry, published)];
  }));
}

function generatedName(name: string, published: ReadonlyMap<string, PublishedFunction>): string | undefined {
  const [, logicalId, part] = /^(\w+)\.(Alias|Version)$/.exec(name) ?? [];
  const found = published.get(logicalId);
  return found && (part === 'Alias' ? found.alias : found.version);
}
