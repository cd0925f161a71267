/**
 * One environment for all test files of a worker, so that what `runtime.js` loads once fits them all.
 * What a test file leaves on the global object is taken away after it.
 */
const { TestEnvironment } = require('jest-environment-node');

let shared;

class SharedEnvironment extends TestEnvironment {
  constructor(config, context) {
    if (shared) {
      return shared;
    }
    super(config, context);
    shared = this;
    this.ownKeys = new Set(Reflect.ownKeys(this.global));
  }

  async teardown() {
    this.fakeTimersModern.useRealTimers();
    this.fakeTimers.useRealTimers();
    for (const key of Reflect.ownKeys(this.global)) {
      if (!this.ownKeys.has(key)) {
        Reflect.deleteProperty(this.global, key);
      }
    }
  }
}

module.exports = SharedEnvironment;
