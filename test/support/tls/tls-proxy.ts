import { readFileSync } from 'node:fs';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { createServer, type Server } from 'node:tls';
import type { TlsOptions } from '../../../src/cassandra/index.js';

const pem = (name: string): string =>
  readFileSync(join(import.meta.dirname, 'certificates', name), 'utf8');

/** What the proxy wants to be shown; the key is encrypted. */
export const clientCertificate = {
  cert: pem('client.crt'),
  key: pem('client.key'),
  passphrase: 'of-the-tests',
} satisfies TlsOptions;

/** The one name in the certificate of the proxy, and that certificate. */
export const nodeCertificate = {
  ca: pem('node.crt'),
  serverName: 'cassandra.example.org',
} satisfies TlsOptions;

/** Encrypts for a node that does not; its certificate names no address, and it lets nobody in without a certificate. */
export class TlsProxy {
  readonly #sockets = new Set<Socket>();
  readonly #server: Server;

  /** `target` is where the node listens. */
  constructor(target: { readonly host: string; readonly port: number }) {
    const { cert: ca } = clientCertificate;
    const own = { key: pem('node.key'), cert: nodeCertificate.ca };
    this.#server = createServer({ ...own, ca, requestCert: true }, (socket) => {
      const node = connect(target);
      for (const one of [socket, node]) this.#keep(one);
      socket.pipe(node).pipe(socket);
      socket.on('close', () => node.destroy());
      node.on('close', () => socket.destroy());
    });
    this.#server.on('tlsClientError', () => undefined); // the client is told by the end of its connection
  }

  async start(): Promise<number> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return (this.#server.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  #keep(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => this.#sockets.delete(socket));
  }
}
