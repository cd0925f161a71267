/** The environment of the tests, in which the tests of a file that come after one that failed are left out. */
const SharedEnvironment = require('../../test/support/shared-modules/environment.js');

class UntilOneFails extends SharedEnvironment {
  handleTestEvent(happened) {
    if (happened.name === 'setup') {
      this.oneFailed = false;
    }
    if (happened.name === 'test_fn_failure') {
      this.oneFailed = true;
    }
    if (happened.name === 'test_start' && this.oneFailed) {
      happened.test.mode = 'skip';
    }
  }
}

module.exports = UntilOneFails;
