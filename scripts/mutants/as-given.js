/** Runs the test files in the order in which they are given. */
const { default: Sequencer } = require('@jest/test-sequencer');

class AsGiven extends Sequencer {
  sort(tests) {
    const order = (process.env.TESTS_IN_ORDER ?? '').split(' ');
    const placeOf = ({ path }) => order.findIndex((test) => path.endsWith(`/${test}`));
    return [...tests].sort((one, other) => placeOf(one) - placeOf(other));
  }
}

module.exports = AsGiven;
