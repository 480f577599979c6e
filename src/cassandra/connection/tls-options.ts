import { isIP } from 'node:net';
import type { ClientOptions } from 'cassandra-driver';

/** How connections to the nodes are encrypted. Certificates and keys are PEM. */
export interface TlsOptions {
  /** Certificates of the authorities that sign the nodes', instead of those that Node knows. @default Node's */
  readonly ca?: string | Buffer | readonly (string | Buffer)[];
  /**
   * The name in the certificates of all nodes. Nodes are reached by address: without it, each certificate must name its
   * node's address (`IP:10.0.0.1` among the alternative names).
   *
   * @default the address of each node
   */
  readonly serverName?: string;
  /** This client's own certificate, where the nodes ask for one. @default none */
  readonly cert?: string | Buffer;
  /** The key of `cert`. @default none */
  readonly key?: string | Buffer;
  /** What `key` is encrypted with. @default none */
  readonly passphrase?: string;
  /**
   * False accepts any certificate: whoever sits on the way can read and change everything, passwords too. In production
   * (`NODE_ENV`) it ends the start.
   *
   * @default true
   */
  readonly verify?: boolean;
}

/** The driver encrypts without verifying unless it is told otherwise: every field is said. */
export function driverTls(
  tls: boolean | TlsOptions | undefined,
): Pick<ClientOptions, 'sslOptions'> {
  if (tls === undefined || tls === false) return {};
  const { ca, serverName, verify = true, ...own } = tls === true ? {} : tls;
  return {
    sslOptions: {
      ...own,
      ...(ca !== undefined && { ca: typeof ca === 'string' || Buffer.isBuffer(ca) ? ca : [...ca] }),
      // An address must not be announced to the server as a name.
      ...(serverName !== undefined && !isIP(serverName) && { servername: serverName }),
      rejectUnauthorized: verify,
      minVersion: 'TLSv1.2',
    },
  };
}
