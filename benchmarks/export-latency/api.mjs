import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const main = join(import.meta.dirname, '../../dist/main.js');
const eventLoop = join(import.meta.dirname, 'event-loop.mjs');
const mostMsToStart = 60_000;

/** The backend as it is run, in a process of its own on a keyspace, which also tells of its event loop. */
export class Api {
  #process;
  #output = '';
  url;

  constructor({ contactPoints, port, localDataCenter, keyspace, credentials }, exportRoot) {
    const env = {
      ...process.env,
      NODE_OPTIONS: '',
      CASSANDRA_CONTACT_POINTS: contactPoints.join(),
      CASSANDRA_PORT: String(port),
      CASSANDRA_LOCAL_DATACENTER: localDataCenter,
      CASSANDRA_KEYSPACE: keyspace,
      CASSANDRA_USERNAME: credentials?.username ?? '',
      CASSANDRA_PASSWORD: credentials?.password ?? '',
      EXPORT_ROOT: exportRoot,
      PORT: '0',
      SEED: 'off',
    };
    this.#process = fork(main, { env, silent: true, execArgv: ['--import', eventLoop] });
    const keep = (data) => (this.#output += data);
    this.#process.stdout.on('data', keep);
    this.#process.stderr.on('data', keep);
  }

  async start() {
    for (const giveUpAt = Date.now() + mostMsToStart; Date.now() < giveUpAt; await delay(50)) {
      this.url = /http:\/\/[\d.]+:\d+/.exec(this.#output)?.[0];
      if (this.url !== undefined) return;
      if (this.#process.exitCode !== null) break;
    }
    throw new Error(`The API did not start:\n${this.#output}`);
  }

  /** How long its event loop was held up since it was asked last, in milliseconds. */
  async eventLoop() {
    const answer = once(this.#process, 'message');
    this.#process.send('tell');
    return (await answer)[0];
  }

  async send(method, path, body) {
    const response = await fetch(`${this.url}${path}`, {
      method,
      ...(body !== undefined && {
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    });
    if (!response.ok)
      throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return response.status === 204 ? undefined : await response.json();
  }

  async stop() {
    if (this.#process.exitCode !== null) return;
    const ended = once(this.#process, 'exit');
    this.#process.kill('SIGTERM');
    await ended;
  }
}
