import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

interface Tablet {
  readonly snippets: Record<string, {
    readonly location: { readonly api: { readonly api: string; readonly moduleFqn?: string } };
    readonly translations: Record<string, { readonly source: string }>;
  }>;
}

/**
 * The examples of the README in another language, as they stand in the package of that language.
 *
 * @param language as `jsii-rosetta` calls it
 * @throws when there are none
 */
export function readmeSnippets(root: string, language: string): string[] {
  const tablet: Tablet = JSON.parse(gunzipSync(readFileSync(join(root, '.jsii.tabl.json.gz'))).toString('utf8'));
  const found = Object.values(tablet.snippets)
    .filter(({ location }) => location.api.api === 'moduleReadme')
    .map(({ translations }) => translations[language].source);
  if (found.length === 0) {
    throw new Error(`The tablet of jsii-rosetta has no example of the README in ${language}.`);
  }
  return found;
}

/**
 * A class of Java with a test for each example. What an example takes for granted are the packages of lists and maps, of the
 * CDK and of this library.
 */
export function javaTest(snippets: readonly string[]): Map<string, string> {
  return new Map(snippets.map((snippet, at) => {
    const lines = snippet.split('\n');
    const imports = lines.filter((line) => line.startsWith('import '));
    const body = lines.filter((line) => !line.startsWith('import '));
    const name = `Readme${at + 1}Test`;
    return [`${name}.java`, [
      'package example;',
      '',
      ...imports,
      'import io.github.cdkserviceevents.*;',
      'import java.util.List;',
      'import java.util.Map;',
      'import org.junit.jupiter.api.Test;',
      'import software.amazon.awscdk.*;',
      '',
      `class ${name} {`,
      '    @Test',
      '    void runs() {',
      ...body.map((line) => `        ${line}`),
      '    }',
      '}',
      '',
    ].join('\n')];
  }));
}
