/**
 * Loads `aws-cdk-lib` and a few other large packages once for all test files of a worker: loading them anew for each
 * takes longer than the tests. The project's own modules are loaded anew, so files stay apart from each other.
 */
const { sep } = require('node:path');
const JestRuntime = require('jest-runtime').default;

const SHARED = ['aws-cdk-lib', 'constructs', '@aws-cdk', '@aws-solutions-constructs', 'cdk-monitoring-constructs', 'cdk-nag', 'fast-check', 'pure-rand']
  .map((name) => `${sep}node_modules${sep}${name}${sep}`);

/** The runtime of the worker's first test file, in which the shared packages live on. */
let host;

class SharedRuntime extends JestRuntime {
  constructor(...args) {
    super(...args);
    host ??= this;
  }

  requireModuleOrMock(from, moduleName) {
    if (this !== host && this.isShared(from, moduleName)) {
      return host.requireModuleOrMock(from, moduleName);
    }
    return super.requireModuleOrMock(from, moduleName);
  }

  isShared(from, moduleName) {
    if (moduleName.startsWith('.') || moduleName.startsWith('node:')) {
      return false;
    }
    try {
      const path = this.resolution.resolveCjs(from, moduleName);
      return SHARED.some((folder) => path.includes(folder));
    } catch {
      return false;
    }
  }

  teardown() {
    if (this !== host) {
      super.teardown();
    }
  }
}

module.exports = SharedRuntime;
