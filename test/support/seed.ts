import fc from 'fast-check';

const { TEST_SEED = '20261121' } = process.env;

/**
 * What all random values of a test come from: the same ones in every run of `npm test`, so that its result is that of the code.
 * `TEST_SEED=random` takes others each time, as the long proofs do; a test that fails says which.
 */
export const seed = TEST_SEED === 'random' ? Date.now() % 2 ** 31 : Number(TEST_SEED);

fc.configureGlobal({ seed });
