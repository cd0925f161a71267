import type { ConstantClass } from './static-constants';

/** A constant: a property that is read when the class is loaded. */
const READ = /^( +)get;\n( +)\}\n +(= GetStaticProperty<.*>\(typeof\(.*\)\)!);$/gm;

/**
 * The source of a class whose constants are read when they are used, as jsii-pacmak writes static properties that may change.
 *
 * @throws where the source is not as jsii-pacmak has written it so far
 */
export function amendDotnetClass(source: string, { fqn, names }: ConstantClass): string {
  let found = 0;
  const amended = source.replace(READ, (_all, inner: string, outer: string, read: string) => {
    found += 1;
    return `${inner}get ${read.replace('= ', '=> ')};\n${outer}}`;
  });
  if (found !== names.length) {
    throw new Error(`The class of C# for ${fqn} is not written as it used to be: ${found} of ${names.length} constants can be found.`);
  }
  return amended;
}
