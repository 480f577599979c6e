import { CassandraError } from '../../cassandra/index.js';

/** An export that was refused or has failed for a reason of its own. Messages name tables, columns and files, never a value. */
export abstract class ExportError extends CassandraError {}
