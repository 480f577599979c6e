import type { Replication } from './replication.js';

/** What starting does to the schema. */
export interface SchemaOptions {
  /**
   * What starting does to the schema: 'none' looks at nothing; 'validate' compares it with the declarations and fails with all
   * differences and the CQL that would mend them; 'sync' creates missing types, tables and indexes, adds missing fields and columns, and
   * fails like 'validate' on what cannot be added. Nothing is ever dropped, renamed or retyped. 'sync' also waits until each declared
   * index is built (`timeouts.indexBuildMs`), and 'validate' warns of those that are not: both read at most one row by each.
   *
   * Instances that start together do not get in each other's way: one holds a lease (a row of 60 s in the table
   * `cassanest_schema_lease`, which 'sync' makes where it has something to add), the others wait.
   *
   * @default 'none'
   * Required: no · Per-request override: no · Restart needed: yes
   */
  readonly schema?: 'none' | 'validate' | 'sync';

  /**
   * How a keyspace is replicated that 'sync' has to create; without it a missing keyspace is an error. A keyspace that is
   * there is left as it is.
   *
   * Required: no · Per-request override: no · Restart needed: yes
   */
  readonly replication?: Replication;
}
