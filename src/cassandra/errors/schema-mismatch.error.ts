import type { SchemaFinding } from './schema-finding.js';
import { CassandraError } from './cassandra-error.js';

/** The schema in the cluster is not what the tables declare. Every difference, with the CQL that would mend it. */
export class SchemaMismatchError extends CassandraError {
  override readonly code = 'schema-mismatch';

  constructor(
    /** Every difference. */
    readonly findings: readonly SchemaFinding[],
  ) {
    super(
      `The schema differs from the declared tables:\n${findings.map((finding) => `- ${findingText(finding)}`).join('\n')}`,
    );
  }
}

/** What differs, and the CQL for it. */
export function findingText({ subject, column, problem, cql }: SchemaFinding): string {
  const what = column === undefined ? subject : `${subject}."${column}"`;
  return `${what}: ${problem}${cql === undefined ? '' : ` To mend it: ${cql};`}`;
}
