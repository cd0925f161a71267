import * as ts from 'typescript';
import { loopedConstants } from '../../scripts/first-rule/looped-constants';
import { inOneFile, onItsOwn } from '../../scripts/first-rule/one-file';

/** Every module has a file of its own. */
const APART = () => undefined;

/** What the compiler makes of a module. */
function compiled(code: string): string {
  return ts.transpileModule(code, {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022, esModuleInterop: true },
  }).outputText;
}

/** Runs a module, and tells what it has loaded so far. */
function run(code: string, others: Record<string, unknown> = {}) {
  const loaded: string[] = [];
  const made = { exports: {} as any };
  const load = (name: string) => {
    loaded.push(name);
    return Object.defineProperty({ ...others[name] as object }, '__esModule', { value: true });
  };
  load.resolve = (name: string) => `found ${name}`;
  new Function('require', 'module', 'exports', code)(load, made, made.exports);
  return { exports: made.exports, loaded };
}

const alone = (code: string, others?: Record<string, unknown>) => run(onItsOwn('rules/rule', compiled(code), APART), others);

describe('a module on its own', () => {
  test('loads what it imports when it is first used, once', () => {
    const { exports, loaded } = alone(`
      import { join } from './join';
      import { other } from './other';
      export const both = () => join('a') + join('b');
      export const never = () => other();
    `, { './join': { join: (text: string) => `${text}.` } });
    expect(loaded).toEqual([]);
    expect(exports.both()).toBe('a.b.');
    expect(loaded).toEqual(['./join']);
  });

  test('loads at once what it extends', () => {
    class Base {}
    const { exports, loaded } = alone("import { Base } from '../base'; export class Rule extends Base {}", { '../base': { Base } });
    expect(loaded).toEqual(['../base']);
    expect(new exports.Rule()).toBeInstanceOf(Base);
  });

  test.each([
    ['made', 'new events.Rule(1).id'],
    ['made from a class within another', 'new events.inner.Rule(1).id'],
    ['called', 'events.idOf(1)'],
    ['in a text', '`${events.idOf(1)}`'],
    ['given by its name', '(({ events }) => events.idOf(1))({ events })'],
    ['taken apart', '(({ idOf }) => idOf(1))(events)'],
    ['a default', '((id = events.idOf(1)) => id)()'],
    ['beside a variable of its name', '((events: string) => events)("id 1")'],
    ['beside a property of its name', '({ events: "id 1" }).events'],
    ['beside a constant of its name', '(() => { const events = "id 1"; return events; })()'],
  ])('takes a namespace that is %s', (_what, expression) => {
    class Rule {
      readonly id: string;
      constructor(id: number) {
        this.id = `id ${id}`;
      }
    }
    const { exports } = alone(`
      import * as events from 'events';
      export const used = () => events;
      export const value = () => ${expression};
    `, { events: { Rule, inner: { Rule }, idOf: (id: number) => `id ${id}` } });
    expect(exports.value()).toBe('id 1');
    expect(exports.used()).toHaveProperty('Rule');
  });

  test('loads what it passes on when somebody asks for it', () => {
    const { exports, loaded } = alone("export { name } from './name';", { './name': { name: 'Rule' } });
    expect(loaded).toEqual([]);
    expect(exports.name).toBe('Rule');
  });

  test('finds modules in the one file', () => {
    const code = onItsOwn('hub/hub', compiled("import { Rule } from '../rules/rule'; export const make = () => new Rule();"),
      (module) => (module === 'rules/rule' ? 'first-rule' : undefined));
    class Rule {}
    const { exports, loaded } = run(code, { '../first-rule': { 'rules/rule': () => ({ Rule }) } });
    expect(exports.make()).toBeInstanceOf(Rule);
    expect(loaded).toEqual(['../first-rule']);
  });
});

describe('modules in one file', () => {
  const together = (modules: Record<string, string>, others?: Record<string, unknown>) =>
    run(inOneFile(new Map(Object.entries(modules).map(([path, code]) => [path, compiled(code)])), 'rules/modules', (path) => (path === 'catalog/service' ? 'first-rule' : undefined)), others);

  test('run when something of them is first used, once', () => {
    const started: string[] = [];
    const { exports } = together({
      'rules/rule': "import { started } from 'started'; import { source } from '../catalog/service'; started.push('rule'); export const rule = () => source;",
      'catalog/service': "import { started } from 'started'; started.push('service'); export const source = 'aws.ec2';",
    }, { started: { started } });
    expect(started).toEqual([]);
    expect(exports['rules/rule']().rule()).toBe('aws.ec2');
    expect(exports['rules/rule']()).toBe(exports['rules/rule']());
    expect(started).toEqual(['rule', 'service']);
  });

  test('may need each other', () => {
    const { exports } = together({
      'rules/even': "import { odd } from './odd'; export const even = (n: number): boolean => n === 0 || odd(n - 1);",
      'rules/odd': "import { even } from './even'; export const odd = (n: number): boolean => n !== 0 && even(n - 1);",
    });
    expect(exports['rules/odd']().odd(7)).toBe(true);
  });

  test('find modules that are in another file', () => {
    const { exports, loaded } = together(
      { 'rules/rule': "import { source } from '../catalog/service'; export const rule = () => source;" },
      { '../first-rule': { 'catalog/service': () => ({ source: 'aws.ec2' }) } },
    );
    expect(exports['rules/rule']().rule()).toBe('aws.ec2');
    expect(loaded).toEqual(['../first-rule']);
  });

  test('find from there what stays where it is', () => {
    const { exports, loaded } = together({
      'catalog/tables': "import { other } from '../rules/other'; export const table = () => require('./data/table.json'); export const file = () => require.resolve('./data/file.json'); export const fromOther = () => other;",
    });
    exports['catalog/tables']().table();
    exports['catalog/tables']().fromOther();
    expect(loaded).toEqual(['../catalog/data/table.json', './other']);
    expect(exports['catalog/tables']().file()).toBe('found ../catalog/data/file.json');
  });

  test.each(['export const here = __dirname;', "import './effects';"])('refuse "%s"', (code) => {
    expect(() => together({ 'rules/rule': code })).toThrow('rules/rule asks where it is, or loads a module for its effects: it cannot be in one file with others.');
  });
});

describe('the constants of a class', () => {
  const classWith = (constants: string) => `
    export class Service {
      static readonly type = 'service';
      ${constants}
      static readonly ALL = Object.values(this).filter((value): value is Service => value instanceof Service);
      constructor(readonly name: string, readonly number = 1) {}
    }`;
  const many = Array.from({ length: 300 }, (_, n) => `static readonly S_${n} = new Service('s-${n}');`);
  /** What the class is like once it has been made, by a loop or not. */
  const made = (code: string) => Object.entries(Object.getOwnPropertyDescriptors(run(code).exports.Service))
    .map(([name, { value, ...rest }]) => [name, typeof value === 'function' ? value.name : JSON.stringify(value), rest]);

  test('are made in a loop, and are what they were, in their order', () => {
    const code = compiled(classWith(many.join('\n')));
    const looped = loopedConstants(code);
    expect(looped).not.toContain("new Service('s-7')");
    expect(made(looped)).toEqual(made(code));
  });

  test.each([
    ['few of them', many.slice(0, 20)],
    ['one with another argument', [...many.slice(0, 150), "static readonly OTHER = new Service('other', 2);", ...many.slice(150)]],
    ['one with another name', [...many.slice(0, 150), "static readonly OTHER = new Service('another');", ...many.slice(150)]],
    ['something between', [...many.slice(0, 150), 'static count() { return 1; }', ...many.slice(150)]],
  ])('stay as they are with %s', (_what, constants) => {
    const code = compiled(classWith(constants.join('\n')));
    expect(loopedConstants(code)).toBe(code);
  });
});
