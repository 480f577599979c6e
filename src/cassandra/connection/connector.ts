import { setTimeout as delay } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import type { Client } from 'cassandra-driver';
import { CassandraAuthenticationError } from '../errors/failed/cassandra-authentication.error.js';
import { CassandraConfigurationError } from '../errors/refused/cassandra-configuration.error.js';
import { translateDriverError } from '../errors/translate/translate-driver-error.js';
import type { ClientEnd } from './client-end.js';
import type { ResolvedConnectionOptions } from './connection-options.js';
import type { CheckedDataCenterPolicy } from './policies/data-center.policy.js';

/**
 * Brings one client to its connected state. Repeats what may pass (no node answers), never what cannot (credentials, data
 * centre, options).
 */
export class Connector {
  readonly #logger = new Logger('CassandraModule');

  constructor(
    private readonly client: Client,
    private readonly end: ClientEnd,
    private readonly dataCenter: CheckedDataCenterPolicy,
    private readonly options: ResolvedConnectionOptions,
  ) {}

  async connect(signal: AbortSignal): Promise<void> {
    const isRequired = this.options.options.connect !== 'background';
    for (let tries = 1; ; tries++) {
      try {
        await this.#connectOnce();
        return;
      } catch (error) {
        await this.end.closeStray();
        const isLast = isRequired && tries >= this.options.connectTries;
        if (isFatal(error) || isLast || signal.aborted) throw error;
        this.#logger.warn(
          `Try ${String(tries)}: ${error instanceof Error ? error.message : 'failed'}`,
        );
        const { connectRetryDelayMs } = this.options;
        const isClosed = await delay(connectRetryDelayMs, false, { signal }).catch(() => true);
        // For the reason that it was to be tried again for.
        if (isClosed) throw error;
      }
    }
  }

  async #connectOnce(): Promise<void> {
    try {
      await this.client.connect();
    } catch (error) {
      throw translateDriverError(error, { operation: 'connect' });
    }
    if (this.dataCenter.fault === undefined) return;
    await this.client.shutdown();
    throw new CassandraConfigurationError(
      `there is no data centre "${this.options.options.localDataCenter}". Correct localDataCenter.`,
      { operation: 'connect' },
      { cause: this.dataCenter.fault },
    );
  }
}

function isFatal(error: unknown): boolean {
  return (
    error instanceof CassandraAuthenticationError || error instanceof CassandraConfigurationError
  );
}
