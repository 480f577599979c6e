import { connect, createServer, type Server, type Socket } from 'node:net';
import { findFreePort } from '../../../src/embedded-cassandra/cluster/ports.js';

/** Stands between a driver and one node, and does to the driver what a network or a dying node does. */
export class TcpProxy {
  readonly #sockets = new Set<Socket>();
  #server: Server | undefined;
  readonly #nodes = new Set<Socket>();
  #isSilent = false;
  #port = 0;

  /** `target` is where the node listens. */
  constructor(private readonly target: { readonly host: string; readonly port: number }) {}

  get port(): number {
    return this.#port;
  }

  /** Listens, at the same port every time: one that no outgoing connection is given meanwhile. */
  async start(): Promise<void> {
    if (this.#port === 0) this.#port = await findFreePort(['127.0.0.1']);
    const server = createServer((socket) => {
      this.#pass(socket);
    });
    this.#server = server;
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(this.#port, '127.0.0.1', resolve);
    });
  }

  /** As a node that was killed: every connection ends, new ones are refused. */
  async stop(): Promise<void> {
    const closed = new Promise((resolve) => this.#server?.close(resolve));
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  /** As a node that hangs: connections are taken and stay, nothing is answered. */
  silence(): void {
    this.#isSilent = true;
    for (const socket of this.#sockets) socket.pause();
  }

  /** As a network that loses answers for a while: requests arrive and are carried out. */
  holdAnswers(): void {
    for (const node of this.#nodes) node.pause();
  }

  /** Lets the answers through, late. */
  releaseAnswers(): void {
    for (const node of this.#nodes) node.resume();
  }

  #pass(socket: Socket): void {
    this.#keep(socket);
    if (this.#isSilent) return;
    const node = connect(this.target);
    this.#keep(node);
    this.#nodes.add(node);
    socket.pipe(node).pipe(socket);
    socket.on('close', () => node.destroy());
    node.on('close', () => {
      this.#nodes.delete(node);
      socket.destroy();
    });
  }

  #keep(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on('error', () => undefined); // the other side is told by its end
    socket.on('close', () => this.#sockets.delete(socket));
  }
}
