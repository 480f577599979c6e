import { quoteTable } from '../../cql/quote-identifier.js';
import type { SchemaFinding } from '../../errors/schema-finding.js';

/** What a finding about a table or a user-defined type is about: quoted for CQL, and as it is called. */
export type Subject = Pick<SchemaFinding, 'subject' | 'name'>;

export function subjectOf(keyspace: string, name: string): Subject {
  return { subject: quoteTable(keyspace, name), name };
}
