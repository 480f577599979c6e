// Prints `N passed, N failed` from Jest's JSON result; exits 1 when a test failed or none ran.
import { readFileSync } from 'node:fs';

let passed = 0;
let failed = 0;
try {
  const result = JSON.parse(readFileSync(process.argv[2], 'utf8'));
  passed = result.numPassedTests;
  // A file that could not be loaded has no tests to count, and still is a failure.
  failed = result.numFailedTests + result.numRuntimeErrorTestSuites;
} catch {
  failed = 1;
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
