import type { StatementRunner } from '../cql/statement.js';

/** A connection that also knows whether the nodes hold the same schema. */
export interface SchemaRunner extends StatementRunner {
  isSchemaAgreed(): Promise<boolean>;
}
