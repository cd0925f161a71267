import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Binding } from './binding';
import { run } from './command';
import { readmeSnippets } from './readme-snippets';
import { checkStartUp } from './start-up';

/** A wheel, installed with pip into a virtual environment. */
export const PYTHON: Binding = {
  language: 'python',
  tools: ['python3'],
  test: ({ root, packages, cache }) => {
    const python = join(cache, 'venv', 'bin', 'python');
    if (!existsSync(python)) {
      run('python3', ['-m', 'venv', join(cache, 'venv')], cache);
    }
    const folder = join(packages, 'python');
    const wheel = join(folder, readdirSync(folder).find((file) => file.endsWith('.whl'))!);
    const example = join(root, 'examples', 'python');
    const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check'];
    // The version stays the same from build to build, so pip is told to take it anew.
    run(python, [...pip, 'pytest', wheel], cache);
    run(python, [...pip, '--force-reinstall', '--no-deps', wheel], cache);
    run(python, ['-m', 'pytest', '-q', '-p', 'no:cacheprovider', '--rootdir', example, example], cache, { PYTHONDONTWRITEBYTECODE: '1' });
    readmeSnippets(root, 'python').forEach((snippet, at) => {
      const file = join(cache, `readme_${at + 1}.py`);
      writeFileSync(file, snippet);
      run(python, [file], cache, { CDK_OUTDIR: join(cache, 'readme.out'), PYTHONDONTWRITEBYTECODE: '1' });
    });
    run(python, [join(example, 'app.py')], cache, { CDK_OUTDIR: join(cache, 'cdk.out'), PYTHONDONTWRITEBYTECODE: '1' });
    checkStartUp(() => run(python, [join(root, 'scripts', 'bindings', 'programs', 'start_up.py')], cache));
    return join(cache, 'cdk.out');
  },
};
