import { join } from 'node:path';
import { tableFaultCodes } from '../../src/cassandra/errors/refused/invalid-table.error.js';
import { queryFaultCodes } from '../../src/cassandra/query/query-fault.js';
import { batchFaultCodes } from '../../src/cassandra/repository/batch/check/batch-fault.js';
import { writeFaultCodes } from '../../src/cassandra/repository/write/check/write-fault.js';
import { batchRules } from './batch-rules.js';
import { filesBelow, refusedLinesOf, testsOf } from './collect-tests.js';
import { declarationRules } from './declaration-rules.js';
import { filterRules } from './filter-rules.js';
import { readRules } from './read-rules.js';
import type { Rule } from './rule.js';
import { writeRules } from './write-rules.js';

// A new family of codes: add its list here, and its rules in a file beside this one. A test tells its codes in parentheses at
// the end of its title, or in a table that the title quotes; a line that must not compile in the comment above it.
const rules: readonly Rule[] = [
  ...filterRules,
  ...readRules,
  ...writeRules,
  ...batchRules,
  ...declarationRules,
];
const codesInTheCode: readonly string[] = [
  ...queryFaultCodes,
  ...writeFaultCodes,
  ...batchFaultCodes,
  ...tableFaultCodes,
];

const root = join(import.meta.dirname, '..', '..');

function codesTested(folder: string, ending: string): ReadonlySet<string> {
  const tests = filesBelow(join(root, folder), ending).flatMap(testsOf);
  return new Set(tests.filter((test) => test.hasAssertion).flatMap(({ names }) => [...names]));
}

/** The codes of those rules that have none of these tests. */
function untested(of: (rule: Rule) => boolean, tested: ReadonlySet<string>): readonly string[] {
  return rules.filter((rule) => of(rule) && !tested.has(rule.code)).map(({ code }) => code);
}

describe('Every rule code', () => {
  it('has a rule, and each rule is told once', () => {
    const codes = rules.map(({ code }) => code);
    expect(codesInTheCode.filter((code) => !codes.includes(code))).toEqual([]);
    expect(codes.filter((code, index) => codes.indexOf(code) !== index)).toEqual([]);
  });

  it('has a unit test of a request or declaration that the types would refuse', () => {
    expect(untested(() => true, codesTested('src/cassandra', '.spec.ts'))).toEqual([]);
  });

  it('has an integration test where the server is asked', () => {
    const tested = codesTested('test/integration', '.int-spec.ts');
    expect(untested(({ server }) => server === 'tried', tested)).toEqual([]);
  });

  it('has a line that does not compile where the types refuse it, and only there', () => {
    const files = filesBelow(join(root, 'test/types'), '.ts');
    const lines = new Set(files.flatMap((file) => [...refusedLinesOf(file)]));
    expect(untested(({ types }) => types.refused, lines)).toEqual([]);
    const unsaid = rules.filter(({ code, types }) => !types.refused && lines.has(code));
    expect(unsaid.map(({ code }) => code)).toEqual([]);
  });
});

describe('testsOf', () => {
  const tests = testsOf(import.meta.filename);

  it('finds tests by their titles (not-a-code, another)', () => {
    const own = tests.find(({ title }) => title.startsWith('finds tests'));
    expect([...(own?.names ?? [])]).toEqual(['not-a-code', 'another']);
    expect(own?.hasAssertion).toBe(true);
  });

  it.each([['a-code-of-a-table']])('finds %s by the table of a test', (code) => {
    expect(tests.some(({ names }) => names.has(code))).toBe(true);
  });
});
