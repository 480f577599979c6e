import { Injectable } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { type HealthIndicatorResult, HealthIndicatorService } from '@nestjs/terminus';
import { requireOptions } from '../errors/refused/require-options.js';
import { type Cassandra, CassandraError, getCassandraToken } from '../index.js';

/** What a check asks, and how long it waits. */
export interface CassandraPingOptions {
  /** The name of the connection. @default the default connection */
  readonly connection?: string;
  /** Milliseconds until it is down. @default 1000 */
  readonly timeoutMs?: number;
}

/**
 * Tells Terminus whether the cluster serves a read at the connection's consistency. Where it does not, `code` says why, as of a
 * `CassandraError`; nodes and addresses stay out of the answer.
 *
 * @example
 * \@Module({ imports: [TerminusModule], controllers: [HealthController], providers: [CassandraHealthIndicator] })
 *
 * \@Get() \@HealthCheck()
 * check() { return this.health.check([() => this.cassandra.pingCheck('cassandra')]); }
 */
@Injectable()
export class CassandraHealthIndicator {
  constructor(
    private readonly indicators: HealthIndicatorService,
    private readonly modules: ModuleRef,
  ) {}

  /** One cheap read of at most one row, at another place of the ring each time. */
  async pingCheck<const Key extends string>(
    key: Key,
    options: CassandraPingOptions = {},
  ): Promise<HealthIndicatorResult<Key>> {
    requireOptions('pingCheck', options, '{ timeoutMs: 500 }');
    const { connection, timeoutMs = 1000 } = options;
    const indicator = this.indicators.check(key);
    const token = getCassandraToken(connection);
    const cassandra = this.modules.get<Cassandra>(token, { strict: false });
    try {
      await cassandra.ping({ timeoutMs });
      return indicator.up();
    } catch (error) {
      if (!(error instanceof CassandraError)) throw error;
      return indicator.down({ code: error.code });
    }
  }
}
