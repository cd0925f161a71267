import type { ConstantClass } from './static-constants';

/** The block in which all constants of a class are read, when the class is loaded. */
const BLOCK = /^ {4}static \{\n.*?^ {4}\}\n/ms;
const READ = /^ +(\w+) = software\.amazon\.jsii\.JsiiObject\.jsiiStaticGet\([\w.]+\.class, "(\w+)", (.*)\);$/gm;
/** A constant with its comment. */
const FIELD = /(?:^ {4}\/\*\*\n(?:^ {5}\*.*\n)*)?(?:^ {4}@.*\n)*^ {4}public final static (.*) (\w+);\n/gm;
const DECLARATION = /^public (?:abstract )?class (\w+) .*(?= \{$)/m;

/** How a constant is read: by which name, and as what. */
interface Reading {
  readonly name: string;
  readonly nativeType: string;
}

/**
 * The source of a class whose constants cost nothing before they are used. Text stands in the source. An object is the field
 * of an interface of its own, which Java loads when the field is used, and which nobody sees: `AwsService.EC2` stays what it is.
 *
 * @throws where the source is not as jsii-pacmak has written it so far
 */
export function amendJavaClass(source: string, { fqn, names, texts }: ConstantClass): string {
  const [block] = BLOCK.exec(source) ?? [''];
  const readings = new Map([...block.matchAll(READ)].map(([, field, name, nativeType]): [string, Reading] => [field, { name, nativeType }]));
  const [declaration, type] = DECLARATION.exec(source) ?? [];
  const interfaces: string[] = [];
  const moved: string[] = [];
  const amended = source.replace(FIELD, (constant: string, valueType: string, field: string) => {
    const reading = readings.get(field);
    if (!reading) {
      return constant;
    }
    moved.push(reading.name);
    const text = texts.get(reading.name);
    if (text !== undefined) {
      return constant.replace(/;\n$/, () => ` = ${JSON.stringify(text)};\n`);
    }
    interfaces.push(interfaceOf(type, constant, valueType, field, reading));
    return '';
  });
  const left = names.filter((name) => !moved.includes(name));
  if (left.length > 0 || !declaration) {
    throw new Error(`The class of Java for ${fqn} is not written as it used to be: ${left.join(', ')} cannot be found.`);
  }
  if (interfaces.length === 0) {
    return amended.replace(`${block}\n`, '');
  }
  const implemented = interfaces.map((text) => /^interface (\w+)/m.exec(text)![1]);
  return [
    amended.replace(block, () => READER).replace(declaration, () => `${declaration}${declaration.includes(' implements ') ? ',' : ' implements'} ${implemented.join(', ')}`),
    ...interfaces,
  ].join('\n');
}

const READER = [
  '    static <T> T jsii$constant(final java.lang.Class<?> type, final java.lang.String name, final software.amazon.jsii.NativeType<T> nativeType) {',
  '        return software.amazon.jsii.JsiiObject.jsiiStaticGet(type, name, nativeType);',
  '    }',
  '',
].join('\n');

function interfaceOf(type: string, constant: string, valueType: string, field: string, { name, nativeType }: Reading): string {
  return [
    `interface ${type}_${field} {`,
    constant.replace(/^ {4}public final static .*\n/m, () => `    ${valueType} ${field} = ${type}.jsii$constant(${type}.class, "${name}", ${nativeType});`),
    '}',
    '',
  ].join('\n');
}
