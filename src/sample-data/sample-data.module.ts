import { Module } from '@nestjs/common';
import { CassandraModule } from '../cassandra/index.js';
import { CitiesModule } from '../cities/cities.module.js';
import { HealthRecordsModule } from '../health-records/health-records.module.js';
import { UsersModule } from '../users/users.module.js';
import { HealthDataService } from './health-data.service.js';
import { SampleDataService } from './sample-data.service.js';
import { SampleDataSet } from './sample-data.table.js';

/** Sample data; loaded by `main.ts`, not by being imported. */
@Module({
  imports: [
    CassandraModule.forFeature([SampleDataSet]),
    CitiesModule,
    UsersModule,
    HealthRecordsModule,
  ],
  providers: [SampleDataService, HealthDataService],
})
export class SampleDataModule {}
