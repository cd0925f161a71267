import * as fc from 'fast-check';

// The CDK warns of its own use of deprecated properties in support stacks.
process.env.JSII_DEPRECATED = 'quiet';

// `npm test` asks the same random questions each time, so it says the same of the same commit. The tasks that fuzz ask others.
const { FUZZ, FUZZ_SEED, MANY } = process.env;
fc.configureGlobal((FUZZ || MANY) && !FUZZ_SEED ? {} : { seed: Number(FUZZ_SEED ?? 1) });
