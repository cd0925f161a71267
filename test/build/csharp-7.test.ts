import { toCsharp7 } from '../../scripts/bindings/csharp-7';

const isEnum = (name: string) => name === 'Lib.Kind';
const rewrite = (source: string, isStruct = false) => toCsharp7(source, { isEnum, isStruct }).replace(/\s+/g, ' ').trim();

/** A property of an interface that jsii-pacmak writes for an option. */
const OPTION = 'interface I\n{\n    string? Name\n    {\n        get\n        {\n            return null;\n        }\n    }\n}\n';

test.each([
  ['what may be null is written of values only', 'class C { string? a; bool? b; Lib.Kind? c; Lib.It[]? d; List<Lib.It>? e; }', 'class C { string a; bool? b; Lib.Kind? c; Lib.It[] d; List<Lib.It> e; }'],
  ['a condition keeps its question mark', 'class C { int a = b ? 1 : 2; }', 'class C { int a = b ? 1 : 2; }'],
  ['what is said not to be null is not said', 'class C { string a = Get()!; string b = null!; }', 'class C { string a = Get(); string b = null; }'],
  ['a comparison stays', 'class C { bool a = b != null; }', 'class C { bool a = b != null; }'],
  ['comments of the documentation and attributes of jsii go', '/// <summary>Text?</summary>\n[JsiiClass(name: "C")]\nclass C { }', 'class C { }'],
  ['the class that stands for an object of JavaScript goes', 'interface I\n{\n    new internal sealed class _Proxy : I\n    {\n        int a;\n    }\n}', 'interface I { }'],
  ['checks at run time go', 'class C {\n    if (Amazon.JSII.Runtime.Configuration.RuntimeTypeChecking)\n    {\n        switch (a)\n        {\n        }\n    }\n    int b;\n}', 'class C { int b; }'],
  ['a namespace gets braces', 'using A;\n\nnamespace B;\n\nclass C { }', 'using A; namespace B { class C { }}'],
  ['statements alone become a program', 'using A;\n\nvar app = new App();\n_ = new It(app);\n', 'using A; static class Program { static void Main() { var app = new App(); new It(app); } }'],
])('%s', (_what, source, expected) => {
  expect(rewrite(source)).toBe(expected);
});

test('a member with a body goes from an interface that others implement, and loses the body where a struct has it', () => {
  expect(rewrite(OPTION)).toBe('interface I { }');
  expect(rewrite(OPTION, true)).toBe('interface I { string Name { get; } }');
});
