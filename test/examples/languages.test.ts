import { readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '..', '..');
const LANGUAGES = ['python', 'java', 'go', 'dotnet'];

/** Lines without their indentation, which a page may have less of. */
const lines = (text: string) => text.split('\n').map((line) => line.trim()).join('\n');
const pageOf = (language: string) => readFileSync(join(ROOT, 'docs', `${language}.md`), 'utf8');

function exampleOf(language: string): string {
  const folder = join(ROOT, 'examples', language);
  return (readdirSync(folder, { recursive: true }) as string[])
    .filter((file) => /\.(py|java|go|cs|xml)$/.test(file))
    .map((file) => lines(readFileSync(join(folder, file), 'utf8')))
    .join('\n');
}

describe.each(LANGUAGES)('the page on %s', (language) => {
  const blocks = [...pageOf(language).matchAll(/^```(?:python|java|go|csharp|xml)\n(.*?)\n```$/gms)].map(([, code]) => code);

  test('shows a rule and a test', () => {
    expect(blocks.length).toBeGreaterThanOrEqual(4);
    expect(blocks.some((code) => code.includes('ServiceEventRule'))).toBe(true);
    expect(blocks.some((code) => code.includes('RuleTester'))).toBe(true);
  });

  test('shows code of the example, which the tests run', () => {
    const example = exampleOf(language);
    expect(blocks.filter((code) => !example.includes(lines(code)))).toEqual([]);
  });

  test('says what is needed, and what jsii drops', () => {
    const { peerDependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
    expect(pageOf(language)).toContain(peerDependencies['aws-cdk-lib'].slice(1));
    expect(pageOf(language)).toContain('Node.js 22 or 24');
    expect(pageOf(language)).toMatch(/null_?value\(\)/i);
  });

  test('is linked at the top of the README', () => {
    expect(readFileSync(join(ROOT, 'README.md'), 'utf8').split('\n## ')[0]).toContain(`](docs/${language}.md)`);
  });
});

test('the page on Python names the version that its package asks for, and so does the example', () => {
  const [, version] = /python_requires: '>=([\d.]+)'/.exec(readFileSync(require.resolve('jsii-pacmak/lib/targets/python.js'), 'utf8'))!;
  expect(pageOf('python')).toContain(`Python ${version} or newer`);
  expect(readFileSync(join(ROOT, 'examples', 'python', 'pyproject.toml'), 'utf8')).toContain(`requires-python = ">=${version}"`);
});

test('the page on Java names the version that the example is built for', () => {
  const [, release] = /<maven\.compiler\.release>(\d+)</.exec(readFileSync(join(ROOT, 'examples', 'java', 'pom.xml'), 'utf8'))!;
  expect(pageOf('java')).toContain(`is built for Java ${release}.`);
});
