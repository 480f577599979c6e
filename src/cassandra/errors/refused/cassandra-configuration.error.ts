import { CassandraRequestError } from '../failed/cassandra-request.error.js';

/** The cluster is not what the options say, such as another name of the local data centre. Trying again does not help. */
export class CassandraConfigurationError extends CassandraRequestError {
  override readonly code = 'configuration';
}
