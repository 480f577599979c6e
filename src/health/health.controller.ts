import { Controller, Get, Logger } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { Cassandra, CassandraError } from '../cassandra/index.js';
import { ApiProblems } from '../common/api-answers.js';
import { ProblemException } from '../common/problem/problem.js';

/** What a health check is told. Which node fails, and why in detail, stands in the log and not here. */
class HealthDto {
  @ApiProperty({ enum: ['up'] })
  readonly status = 'up' as const;
}

/** Answers for load balancers and container health checks. */
@ApiTags('health')
@Controller('health')
export class HealthController {
  readonly #logger = new Logger(HealthController.name);

  constructor(private readonly cassandra: Cassandra) {}

  @Get('live')
  @ApiOperation({ summary: 'Does the process run? Says nothing of Cassandra' })
  @ApiOkResponse({ type: HealthDto })
  live(): HealthDto {
    return new HealthDto();
  }

  /** A real read at the connection's consistency, within a second. */
  @Get('ready')
  @ApiOperation({ summary: 'Does Cassandra answer?' })
  @ApiOkResponse({ type: HealthDto })
  @ApiProblems({ 503: 'It does not; `code` says why' })
  async ready(): Promise<HealthDto> {
    try {
      await this.cassandra.ping();
      return new HealthDto();
    } catch (error) {
      const code = error instanceof CassandraError ? error.code : 'not-ready';
      this.#logger.warn(`Not ready: ${error instanceof Error ? error.message : 'unknown'}`);
      throw new ProblemException({ status: 503, code, detail: 'Cassandra does not answer.' });
    }
  }
}
