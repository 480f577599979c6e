// The door `cassanest/testing`: a real node for tests, and rows for tests that need none.
export * from '../embedded-cassandra/testing/index.js';
export { rowsOf } from '../cassandra/testing/rows-of.js';
