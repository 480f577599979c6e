import { type DynamicModule, Module } from '@nestjs/common';
import { CassandraModule } from './cassandra/index.js';
import { type BackendOptions } from './config/backend-options.js';
import { HealthController } from './health/health.controller.js';

/** The reference backend. */
@Module({})
export class AppModule {
  static forRoot({ cassandra }: BackendOptions): DynamicModule {
    const { replicas, ...connection } = cassandra;
    return {
      module: AppModule,
      imports: [
        CassandraModule.forRoot({
          ...connection,
          connect: 'background',
          schema: 'sync',
          replication: {
            class: 'NetworkTopologyStrategy',
            dataCenters: { [connection.localDataCenter]: replicas },
          },
        }),
      ],
      controllers: [HealthController],
    };
  }
}
