import * as fc from 'fast-check';

// The CDK warns of its own use of deprecated properties in support stacks.
process.env.JSII_DEPRECATED = 'quiet';

// `npm test` asks the same random questions each time, so it says the same of the same commit. `npm run fuzz` asks others.
const { FUZZ, FUZZ_SEED } = process.env;
fc.configureGlobal(FUZZ && !FUZZ_SEED ? {} : { seed: Number(FUZZ_SEED ?? 1) });
