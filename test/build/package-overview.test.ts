import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { packageOverview } from '../../scripts/package-overview';
import { everyOf } from '../support/every-of';

const ROOT = resolve(__dirname, '..', '..');
const README = readFileSync(join(ROOT, 'README.md'), 'utf8');
const overview = packageOverview(README);
const snippets = (text: string) => [...text.matchAll(/^```ts\n(.*?)^```$/gms)].map(([code]) => code);

describe('the README in packages', () => {
  test('has no link and no picture that only the repository knows', () => {
    const targets = [...overview.matchAll(/\]\(([^)]+)\)/g)].map(([, target]) => target);
    expect(targets.length).toBeGreaterThan(10);
    expect(targets.filter((target) => !/^https:\/\//.test(target))).toEqual([]);
  });

  test('links to files that there are', () => {
    const files = [...overview.matchAll(/\/(?:blob\/)?main\/([^)#]+)/g)].map(([, file]) => file);
    expect(files.filter((file) => !existsSync(join(ROOT, file)))).toEqual([]);
  });

  test('has no tables, which Javadoc and Go show as they are written', () => {
    expect(overview.split('\n').filter((line) => line.startsWith('|'))).toEqual([]);
  });

  test('has all its examples', () => {
    expect(snippets(README).length).toBeGreaterThan(5);
    expect(snippets(overview)).toEqual(snippets(README));
  });

  test('names what was left out', () => {
    const left = README.split(/^(?=## )/m).filter((section) => /^\|---/m.test(section)).map((section) => section.split('\n')[0].slice(3));
    expect(left).toEqual(['Before you decide']);
    for (const title of everyOf(left)) {
      expect(overview).toContain(title);
    }
  });
});

describe('the coordinates of the packages', () => {
  const { homepage, repository, jsii: { targets } } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const owner = /github\.com\/([^/]+)\//.exec(repository.url)![1];

  test('have a Maven group that the owner of the repository can claim', () => {
    expect(targets.java.maven.groupId).toBe(`io.github.${owner}`);
  });

  test('have a project page and an icon that are in the repository', () => {
    expect(repository.url).toBe(`${homepage}.git`);
    const [, icon] = /^https:\/\/raw\.githubusercontent\.com\/[^/]+\/[^/]+\/main\/(.*)$/.exec(targets.dotnet.iconUrl)!;
    expect(existsSync(join(ROOT, icon))).toBe(true);
  });

  test('have the project page in the package for .NET, whose generated project has none', () => {
    const { tasks } = JSON.parse(readFileSync(join(ROOT, '.projen', 'tasks.json'), 'utf8'));
    expect(tasks['package:dotnet'].env).toEqual({ PackageProjectUrl: homepage });
  });
});
