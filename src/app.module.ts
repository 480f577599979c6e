import { Module } from '@nestjs/common';
import { HealthController } from './health/health.controller.js';

/** The reference backend. */
@Module({ controllers: [HealthController] })
export class AppModule {}
