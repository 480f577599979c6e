/** What OpenSSL and Node call a certificate that cannot be trusted; an ended or unencrypted connection is none of them. */
const untrusted: ReadonlySet<string> = new Set([
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'CERT_REVOKED',
  'CERT_SIGNATURE_FAILURE',
  'CERT_UNTRUSTED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'INVALID_CA',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);
const wrongName = 'ERR_TLS_CERT_ALTNAME_INVALID';
const notEncrypted = 'ERR_SSL_WRONG_VERSION_NUMBER';

/** A node that cannot be trusted, or does not encrypt at all. Trying again does not help. */
export function isTlsError(error: Error): boolean {
  const code = codeOf(error);
  return untrusted.has(code) || code === wrongName || code === notEncrypted;
}

/** What is wrong and what to do. Node's own message may quote the certificate. */
export function tlsProblem(error: Error): string {
  switch (codeOf(error)) {
    case wrongName:
      return (
        "the node's certificate names other hosts than the address it was reached by. " +
        'Give tls.serverName the name in the certificates, or put the addresses into them.'
      );
    case notEncrypted:
      return 'the node does not encrypt. Leave tls out, or set client_encryption_options in cassandra.yaml.';
    default:
      return (
        `the node's certificate cannot be trusted (${codeOf(error)}). ` +
        'Give tls.ca the certificate of the authority that has signed it.'
      );
  }
}

function codeOf(error: Error): string {
  return String(Reflect.get(error, 'code'));
}
