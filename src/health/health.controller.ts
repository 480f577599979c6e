import { Controller, Get } from '@nestjs/common';

/** Answers for load balancers and container health checks. */
@Controller('health')
export class HealthController {
  /** The process runs and serves HTTP; says nothing of Cassandra. */
  @Get('live')
  live(): { status: 'up' } {
    return { status: 'up' };
  }
}
