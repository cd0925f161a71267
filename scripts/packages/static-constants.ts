import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';

const ROOT = resolve(__dirname, '..', '..');

/** A class with constants. */
export interface ConstantClass {
  /** As jsii calls it: `cdk-service-events.S3Events`. */
  readonly fqn: string;
  /** The names of all its constants, as in TypeScript. */
  readonly names: readonly string[];
  /** The constants that are text. */
  readonly texts: ReadonlyMap<string, string>;
}

interface Type {
  readonly fqn: string;
  readonly kind: string;
  readonly properties?: { readonly name: string; readonly static?: boolean; readonly const?: boolean }[];
}

/** The classes with constants of the compiled library. */
export function constantClasses(): ConstantClass[] {
  const assembly = JSON.parse(gunzipSync(readFileSync(resolve(ROOT, '.jsii.gz'))).toString('utf8'));
  return readConstants(Object.values(assembly.types), createRequire(__filename)(resolve(ROOT, 'lib')));
}

/**
 * The classes with constants.
 *
 * @param types as the jsii assembly describes them
 * @param library what the package exports
 */
export function readConstants(types: readonly Type[], library: Record<string, any>): ConstantClass[] {
  return types.flatMap(({ fqn, kind, properties = [] }) => {
    const names = properties.filter((property) => property.static && property.const).map(({ name }) => name);
    if (kind !== 'class' || names.length === 0) {
      return [];
    }
    const type = fqn.split('.').slice(1).reduce((within, part) => within[part], library);
    return [{ fqn, names, texts: new Map(names.filter((name) => typeof type[name] === 'string').map((name) => [name, type[name]])) }];
  });
}
