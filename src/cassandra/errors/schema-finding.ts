/** One difference between a declaration and the cluster. */
export interface SchemaFinding {
  /** `"keyspace"."table"`, or the keyspace alone. */
  readonly subject: string;
  /** The table, the user-defined type or the keyspace it is about, without quotes. */
  readonly name: string;
  /** The column or index, where the difference is about one. */
  readonly column?: string | undefined;
  /** What differs. */
  readonly problem: string;
  /** CQL that mends it, or undefined where only a new table and a copy of the rows do. */
  readonly cql: string | undefined;
  /** 'add': `schema: 'sync'` mends it; 'error': a person must; 'notice': nothing has to be done. */
  readonly action: 'add' | 'error' | 'notice';
}
