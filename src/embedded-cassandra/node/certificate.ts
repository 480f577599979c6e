import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, realpathSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { EmbeddedCassandraError } from '../embedded-cassandra.error.js';

/** What the nodes of a cluster encrypt with. */
export interface ClusterTls {
  /** PKCS#12: the key, and the certificate it has signed itself. */
  readonly keystore: string;
  readonly keystorePassword: string;
  /** The certificate as PEM; whoever trusts it trusts the nodes. */
  readonly ca: string;
}

const alias = 'cassanest';
const validDays = 3650;

/**
 * One certificate for all nodes, that names their addresses. Made by the tool that comes with Java: Node can read
 * certificates but not make them.
 */
export async function makeCertificate(
  java: string,
  directory: string,
  addresses: readonly string[],
): Promise<ClusterTls> {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const keystore = join(directory, 'keystore.p12');
  rmSync(keystore, { force: true });
  const keystorePassword = randomBytes(18).toString('base64url');
  const run = (args: readonly string[]): Promise<string> =>
    keytool(java, [...args, '-alias', alias, '-keystore', keystore], keystorePassword);
  const names = addresses.map((address) => `ip:${address}`).join(',');
  await run([
    ...['-genkeypair', '-keyalg', 'EC', '-groupname', 'secp256r1', '-storetype', 'PKCS12'],
    ...['-dname', 'CN=cassanest', '-ext', `san=${names}`, '-validity', String(validDays)],
  ]);
  return { keystore, keystorePassword, ca: await run(['-exportcert', '-rfc']) };
}

/** The password travels in the environment: a command line can be read by everybody on the machine. */
async function keytool(java: string, args: readonly string[], password: string): Promise<string> {
  const command = join(dirname(realpathSync(java)), 'keytool');
  try {
    const { stdout } = await promisify(execFile)(
      command,
      [...args, '-storepass:env', 'CASSANEST_STOREPASS'],
      { env: { ...process.env, CASSANEST_STOREPASS: password } },
    );
    return stdout;
  } catch (error) {
    throw new EmbeddedCassandraError(
      'certificate-failed',
      `"${command}" could not make a certificate. Is Java installed completely? Or start without tls.`,
      { cause: error },
    );
  }
}
