/** Runs the test files in an order that follows from the seed of the run alone: no file may need what another has left behind. */
const { createHash } = require('node:crypto');
const { default: Sequencer } = require('@jest/test-sequencer');

class ShuffledFiles extends Sequencer {
  sort(tests) {
    const placeOf = ({ path, context }) => createHash('sha256').update(`${process.env.ORDER_SEED ?? 1} ${path.slice(context.config.rootDir.length)}`).digest('hex');
    return [...tests].sort((one, other) => (placeOf(one) < placeOf(other) ? -1 : 1));
  }
}

module.exports = ShuffledFiles;
