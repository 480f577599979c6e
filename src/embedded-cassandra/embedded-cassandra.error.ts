/** What kept a node from starting; stable, for programs. The message says the same to people, and what to do. */
export type EmbeddedCassandraErrorCode =
  | 'platform-unsupported'
  | 'java-missing'
  | 'java-wrong-version'
  | 'maven-missing'
  | 'maven-failed'
  | 'port-taken'
  | 'address-missing'
  | 'data-directory-in-use'
  | 'data-directory-foreign'
  | 'data-directory-newer'
  | 'data-directory-other-cluster'
  | 'certificate-failed'
  | 'not-durable'
  | 'node-ended'
  | 'node-not-ready';

/** A node could not be started. Nothing is left running when it is thrown. */
export class EmbeddedCassandraError extends Error {
  /** The name of the class. */
  override readonly name = 'EmbeddedCassandraError';

  constructor(
    /** Stable, for programs. */
    readonly code: EmbeddedCassandraErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
