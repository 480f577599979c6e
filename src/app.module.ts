import { type DynamicModule, Module } from '@nestjs/common';
import { CassandraModule, type CassandraModuleOptions } from './cassandra/index.js';
import { CitiesModule } from './cities/cities.module.js';
import { type BackendCassandraOptions, type BackendOptions } from './config/backend-options.js';
import { ExportsModule } from './exports/exports.module.js';
import { HealthRecordsModule } from './health-records/health-records.module.js';
import { HealthController } from './health/health.controller.js';
import { SampleDataModule } from './sample-data/sample-data.module.js';
import { UsersModule } from './users/users.module.js';

/** The reference backend. */
@Module({})
export class AppModule {
  static forRoot(options: BackendOptions): DynamicModule {
    return {
      module: AppModule,
      imports: [
        CassandraModule.forRoot(connectionOptions(options.cassandra)),
        CitiesModule,
        UsersModule,
        HealthRecordsModule,
        ExportsModule.forRoot(options.exports),
        SampleDataModule,
      ],
      controllers: [HealthController],
    };
  }
}

/** The process starts without Cassandra and connects when it can; `/health/ready` says which of the two it is. */
function connectionOptions(cassandra: BackendCassandraOptions): CassandraModuleOptions {
  const { replicas, ...connection } = cassandra;
  return {
    ...connection,
    connect: 'background',
    schema: 'sync',
    replication: {
      class: 'NetworkTopologyStrategy',
      dataCenters: { [cassandra.localDataCenter]: replicas },
    },
  };
}
