import type { Client, Host } from 'cassandra-driver';

/** What of the driver's inside is needed to end it; its typings leave it out. Known for 4.10, the only versions we accept. */
interface ControlConnection {
  readonly hosts: HostMap;
  _reconnectionPolicy: unknown;
  _reconnectionSchedule: Iterator<number>;
  _refresh(plan?: unknown): Promise<void>;
  _createConnection(endpoint: string): Promise<DriverConnection>;
}

interface DriverConnection {
  readonly isSocketOpen: boolean;
  closeAsync(): Promise<void>;
}

interface HostMap {
  on(event: 'add' | 'remove', listener: (host: ClosableHost) => void): void;
  values(): ClosableHost[];
}

type ClosableHost = Host & { shutdown(waitForPending: boolean): Promise<void> };

/** Only while no node at all can be reached, so it is no burden; and a timer that a closed client leaves ends within it. */
const reconnectDelayMs = 1000;

/**
 * Ends a client completely, so that nothing of it keeps the process alive. The driver's own `shutdown()` forgets what its
 * control connection is about when that has lost its node: connections it opens, hosts it replaces with their timers, and a
 * timer for the next try, which could be minutes away.
 */
export class ClientEnd {
  readonly #opened = new Set<DriverConnection>();
  readonly #control: ControlConnection;
  #refreshing: Promise<unknown> = Promise.resolve();
  #isEnding = false;

  constructor(private readonly client: Client) {
    this.#control = Reflect.get(client, 'controlConnection') as ControlConnection;
    this.#watch(this.#control);
  }

  /** After each refused `connect()`: the driver leaves open what it connected to before it failed. */
  async closeStray(): Promise<void> {
    await Promise.allSettled([...this.#opened].map((connection) => connection.closeAsync()));
  }

  async end(): Promise<void> {
    this.#isEnding = true;
    await this.client.shutdown();
    await this.closeStray();
    await this.#refreshing;
    await this.closeStray();
    // A request that ended with the client may have given a host that was shut down its timer back.
    await Promise.all(this.#control.hosts.values().map(shutDown));
  }

  #watch(control: ControlConnection): void {
    const schedule = { newSchedule: everyDelay };
    control._reconnectionPolicy = schedule;
    control._reconnectionSchedule = everyDelay();
    control.hosts.on('remove', (host) => void shutDown(host));
    const refresh = control._refresh.bind(control);
    control._refresh = async (plan) => {
      const refreshing = refresh(plan);
      this.#refreshing = refreshing.catch(() => undefined);
      await refreshing;
    };
    const create = control._createConnection.bind(control);
    control._createConnection = async (endpoint) => {
      if (this.#isEnding) throw new Error('The client is shut down');
      const connection = await create(endpoint);
      for (const old of this.#opened) if (!old.isSocketOpen) this.#opened.delete(old);
      this.#opened.add(connection);
      return connection;
    };
  }
}

async function shutDown(host: ClosableHost): Promise<void> {
  await host.shutdown(false).catch(() => undefined);
}

function* everyDelay(): Generator<number, never> {
  for (;;) yield reconnectDelayMs;
}
