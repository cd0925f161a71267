/** Runs the test files that it is sent, again and again, until one fails, and answers whether all passed: what it has loaded once of other packages stays loaded. */
const { join } = require('node:path');
const { runCLI } = require('jest');

// As the command of jest does: some packages behave in another way in tests.
process.env.NODE_ENV ??= 'test';

// Nobody is left to ask.
process.on('disconnect', () => process.exit());

process.on('message', async (tests) => {
  process.env.TESTS_IN_ORDER = tests.join(' ');
  const { results } = await runCLI({
    $0: 'jest',
    _: tests,
    ci: true,
    env: join(process.cwd(), 'scripts', 'mutants', 'until-one-fails.js'),
    reporters: [],
    runInBand: true,
    runner: join(process.cwd(), 'scripts', 'mutants', 'until-one-file-fails.js'),
    runTestsByPath: true,
    silent: true,
    // A test that is slow because the machine is busy has noticed nothing; one that never ends is ended with its process.
    testTimeout: 120_000,
    testSequencer: join(process.cwd(), 'scripts', 'mutants', 'as-given.js'),
    watchman: false,
  }, [process.cwd()]);
  process.send({ passed: results.success, bytes: process.memoryUsage().rss });
});
