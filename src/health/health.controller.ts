import { Controller, Get, Logger, ServiceUnavailableException } from '@nestjs/common';
import { Cassandra, CassandraError } from '../cassandra/index.js';

/** What a health check is told. Which node fails, and why in detail, stands in the log and not here. */
interface Health {
  readonly status: 'up';
}

/** Answers for load balancers and container health checks. */
@Controller('health')
export class HealthController {
  readonly #logger = new Logger(HealthController.name);

  constructor(private readonly cassandra: Cassandra) {}

  /** The process runs and serves HTTP; says nothing of Cassandra. */
  @Get('live')
  live(): Health {
    return { status: 'up' };
  }

  /** A real read at the connection's consistency, within a second: 503 with the reason when Cassandra does not serve it. */
  @Get('ready')
  async ready(): Promise<Health> {
    try {
      await this.cassandra.ping();
      return { status: 'up' };
    } catch (error) {
      const code = error instanceof CassandraError ? error.code : 'unknown';
      this.#logger.warn(`Not ready: ${error instanceof Error ? error.message : String(error)}`);
      throw new ServiceUnavailableException(`Cassandra does not answer: ${code}`);
    }
  }
}
