/** What has to be known of other types. */
export interface KnownTypes {
  /** Whether the interface in the source is that of a struct, whose class has all its properties. */
  readonly isStruct: boolean;
  /** Whether a type, by its full name, is an enumeration. */
  isEnum(name: string): boolean;
}

const VALUES = ['bool', 'double', 'int', 'System.DateTime'];
const ANNOTATION = /^\s*(?:\/\/\/|#pragma|\[(?:Jsii|Amazon\.JSII|System\.)).*$/gm;
const TYPE_CHECKS = /^( *)if \(Amazon\.JSII\.Runtime\.Configuration\.RuntimeTypeChecking\)\n.*?^\1\}\n/gms;
const PROXY = /^( *)(?:new )?(?:internal|private) sealed class _Proxy\b.*?^\1\}\n/gms;
const NO_SETTER = String.raw`(\s*set\s*\{\s*throw [^\n]*\s*\})?`;
const WITH_DEFAULT = new RegExp(String.raw`^( *[^\n{}]+)\n *\{\s*get\s*\{\s*return null;\s*\}${NO_SETTER}\s*\}\n`, 'gm');

/**
 * The source that jsii-pacmak generates, or that of an example, in the C# that Mono's compiler reads: without attributes and
 * checks at run time, annotations of what may be null, members of interfaces that have a body, and namespaces without braces.
 */
export function toCsharp7(source: string, { isEnum, isStruct }: KnownTypes): string {
  const plain = source
    .replace(ANNOTATION, '')
    .replace(PROXY, '')
    .replace(TYPE_CHECKS, '')
    .replace(WITH_DEFAULT, (_all, head: string, setter?: string) => (isStruct ? `${head} { get; ${setter ? 'set; ' : ''}}\n` : ''))
    .replace(/(\)|\bnull)!/g, '$1')
    .replace(/([A-Za-z_][\w.]*|>|\])\?(?=[\s[\],)>;{(])/g, (all, type: string) => (VALUES.includes(type) || isEnum(type) ? all : type));
  return inBraces(plain);
}

function inBraces(source: string): string {
  const found = /^namespace ([\w.]+);$/m.exec(source);
  if (found) {
    return `${source.slice(0, found.index)}namespace ${found[1]}\n{${source.slice(found.index + found[0].length)}}\n`;
  }
  if (/\b(?:class|interface|enum) /.test(source)) {
    return source;
  }
  const usings = source.match(/^using .*;$/gm) ?? [];
  return `${usings.join('\n')}\nstatic class Program\n{\n    static void Main()\n    {${source.replace(/^using .*;$/gm, '').replace(/^_ = /gm, '')}    }\n}\n`;
}
