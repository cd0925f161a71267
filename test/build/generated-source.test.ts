import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { amendDotnetClass } from '../../scripts/packages/dotnet-class';
import { goOverview, packageComment } from '../../scripts/packages/go-module';
import { amendJavaClass } from '../../scripts/packages/java-class';
import { amendPom } from '../../scripts/packages/pom';
import { readConstants } from '../../scripts/packages/static-constants';

const ROOT = resolve(__dirname, '..', '..');
const read = (name: string) => readFileSync(resolve(ROOT, name), 'utf8');

const SERVICE = { fqn: 'lib.Service', names: ['EC2FLEET', 'S3'], texts: new Map<string, string>() };
const EVENTS = { fqn: 'lib.Events', names: ['SAID'], texts: new Map([['SAID', 'Said "no" for $1\\']]) };

describe('the classes with constants', () => {
  class Service {
    public static readonly S3 = new Service();
    public static readonly NAME = 'name';
  }
  const property = (name: string, constant: boolean) => ({ name, static: true, const: constant });

  test('are those with static properties that never change', () => {
    const types = [
      { fqn: 'lib.Service', kind: 'class', properties: [property('S3', true), property('NAME', true), property('count', false)] },
      { fqn: 'lib.inner.Service', kind: 'class', properties: [property('NAME', true)] },
      { fqn: 'lib.Rule', kind: 'class', properties: [{ name: 'id' }] },
      { fqn: 'lib.Kind', kind: 'enum' },
    ];
    expect(readConstants(types, { Service, inner: { Service } })).toEqual([
      { fqn: 'lib.Service', names: ['S3', 'NAME'], texts: new Map([['NAME', 'name']]) },
      { fqn: 'lib.inner.Service', names: ['NAME'], texts: new Map([['NAME', 'name']]) },
    ]);
  });
});

/** A class as jsii-pacmak writes it for Java. */
function javaClass(name: string, type: string, fields: [field: string, constant: string][], ancestors = ''): string {
  return [
    'package lib;',
    '',
    `public class ${name} extends software.amazon.jsii.JsiiObject${ancestors} {`,
    '',
    '    static {',
    ...fields.map(([field, constant]) => `        ${field} = software.amazon.jsii.JsiiObject.jsiiStaticGet(lib.${name}.class, "${constant}", software.amazon.jsii.NativeType.forClass(${type}.class));`),
    '    }',
    '',
    '    public static lib.Service named() {',
    '    }',
    ...fields.flatMap(([field, constant]) => [
      '',
      '    /**',
      `     * About ${constant}.`,
      '     */',
      '    @software.amazon.jsii.Stability(software.amazon.jsii.Stability.Level.Stable)',
      `    public final static ${type} ${field};`,
    ]),
    '}',
    '',
  ].join('\n');
}

describe('a constant in Java', () => {
  const service = javaClass('Service', 'lib.Service', [['EC2_FLEET', 'EC2FLEET'], ['S3', 'S3']]);

  test('that is an object is the field of an interface, which is loaded when the field is used', () => {
    const amended = amendJavaClass(service, SERVICE);
    expect(amended).toContain('public class Service extends software.amazon.jsii.JsiiObject implements Service_EC2_FLEET, Service_S3 {');
    expect(amended).toContain([
      'interface Service_EC2_FLEET {',
      '    /**',
      '     * About EC2FLEET.',
      '     */',
      '    @software.amazon.jsii.Stability(software.amazon.jsii.Stability.Level.Stable)',
      '    lib.Service EC2_FLEET = Service.jsii$constant(Service.class, "EC2FLEET", software.amazon.jsii.NativeType.forClass(lib.Service.class));',
      '}',
    ].join('\n'));
    expect(amended).not.toContain('static {');
    expect(amended).not.toContain('final static');
    expect(amended).toContain('public static lib.Service named() {');
  });

  test('joins the interfaces that the class has', () => {
    const amended = amendJavaClass(javaClass('Service', 'lib.Service', [['EC2FLEET', 'EC2FLEET'], ['S3', 'S3']], ' implements lib.IService'), SERVICE);
    expect(amended).toContain(' implements lib.IService, Service_EC2FLEET, Service_S3 {');
  });

  test('that is text stands in the source', () => {
    const amended = amendJavaClass(javaClass('Events', 'java.lang.String', [['SAID', 'SAID']]), EVENTS);
    expect(amended).toContain('    public final static java.lang.String SAID = "Said \\"no\\" for $1\\\\";\n');
    expect(amended).not.toContain('jsiiStaticGet');
    expect(amended).not.toContain('interface');
  });

  test.each([
    ['its reading', service.replace('jsiiStaticGet(lib.Service.class, "S3"', 'jsiiGet("S3"')],
    ['its declaration', service.replace('public final static lib.Service S3', 'public static lib.Service S3')],
    ['the block of readings', service.replace('    static {', '    static final {')],
    ['the class', service.replace('public class', 'public final record')],
  ])('stops the build where %s is written in another way', (_what, source) => {
    expect(() => amendJavaClass(source, SERVICE)).toThrow('The class of Java for lib.Service is not written as it used to be');
  });
});

describe('a constant in C#', () => {
  const source = ['S3', 'EC2FLEET'].map((name) => [
    `        public static Lib.Service ${name}`,
    '        {',
    '            get;',
    '        }',
    '        = GetStaticProperty<Lib.Service>(typeof(Lib.Service))!;',
    '',
  ].join('\n')).join('\n');

  test('is read when it is used', () => {
    const amended = amendDotnetClass(source, SERVICE);
    expect(amended.match(/^ {12}get => GetStaticProperty<Lib\.Service>\(typeof\(Lib\.Service\)\)!;\n {8}\}$/gm)).toHaveLength(2);
    expect(amended).not.toContain('get;');
  });

  test('stops the build where it is written in another way', () => {
    expect(() => amendDotnetClass(source.replace('get;', 'get; init;'), SERVICE))
      .toThrow('The class of C# for lib.Service is not written as it used to be: 1 of 2 constants can be found.');
  });
});

describe('the pom', () => {
  const pom = '<project>\n  <name>${project.groupId}:${project.artifactId}</name>\n  <artifactId>lib</artifactId>\n</project>\n';

  test('has a name that is one', () => {
    expect(amendPom(pom)).toContain('<name>lib</name>');
  });

  test('stops the build where it is written in another way', () => {
    expect(() => amendPom(pom.replace('project.groupId', 'groupId'))).toThrow('The pom has no name to replace.');
  });
});

describe('the Go module', () => {
  const overview = goOverview(read('README.md'), read('docs/go.md'));

  test('shows the code of the page on Go, and no other', () => {
    const code = (text: string) => [...text.matchAll(/^```(\w*)\n.*?^```$/gms)].map(([block]) => block);
    expect(code(overview).length).toBeGreaterThan(5);
    expect(code(overview)).toEqual(code(read('docs/go.md')));
  });

  test('says what the library is for, before the sections', () => {
    expect(overview).toMatch(/^# cdk-service-events\n\nRules on the events of AWS services fail in silence\./);
    expect([...overview.matchAll(/^(#+) (.*)$/gm)].map(([heading]) => heading).slice(1, 4))
      .toEqual(['## In Go', '### Install', '### From TypeScript to Go']);
  });

  test('has lists for tables, which not every reader of a package shows', () => {
    expect(overview).not.toMatch(/^\|/m);
    expect(overview).toContain('- numbers and booleans of structs: `jsii.Number(5)`, `jsii.Bool(true)`');
  });

  test('has a text for the package of the tests', () => {
    const comment = packageComment('eventtesting', read('src/testing/README.md'));
    expect(comment).toMatch(/^\/\/ Package eventtesting is for offline tests of rules\.\n\/\/\n\/\/ Answers in a unit test, /);
    expect(comment).toMatch(/\npackage eventtesting\n$/);
    expect(comment).not.toContain('`');
  });
});
