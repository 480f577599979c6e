import { CassandraRequestError } from './cassandra-request.error.js';

/** The cluster refused the credentials, or the role lacks a permission. Trying again does not help. */
export class CassandraAuthenticationError extends CassandraRequestError {
  override readonly code = 'authentication';
}
