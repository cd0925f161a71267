/** Runs the test files in the order in which they are given. */
const { default: Sequencer } = require('@jest/test-sequencer');

const ORDER = (process.env.TESTS_IN_ORDER ?? '').split(' ');

class AsGiven extends Sequencer {
  sort(tests) {
    const placeOf = ({ path }) => ORDER.findIndex((test) => path.endsWith(`/${test}`));
    return [...tests].sort((one, other) => placeOf(one) - placeOf(other));
  }
}

module.exports = AsGiven;
