/** Runs test files until one fails, without ending the process as "bail" does. */
const { default: TestRunner } = require('jest-runner');

class UntilOneFileFails extends TestRunner {
  async runTests(tests, watcher, options) {
    let failed = false;
    const off = [
      this.on('test-file-success', ([, { numFailingTests, testExecError }]) => { failed ||= numFailingTests > 0 || Boolean(testExecError); }),
      this.on('test-file-failure', () => { failed = true; }),
    ];
    for (const test of tests) {
      if (!failed) {
        await super.runTests([test], watcher, options);
      }
    }
    off.forEach((end) => end());
  }
}

module.exports = UntilOneFileFails;
