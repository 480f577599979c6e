import { Module } from '@nestjs/common';
import { CassandraModule } from '../cassandra/index.js';
import { ExportsModule } from '../exports/exports.module.js';
import { Patient } from '../health-records/patients/patient.table.js';
import { UserByCity } from '../users/user-by-city.table.js';
import { CitiesController } from './cities.controller.js';
import { CitiesService } from './cities.service.js';
import { City } from './city.table.js';

/** Cities. Knows of users and patients only where they live: their modules import this one. */
@Module({
  imports: [
    CassandraModule.forFeature([City, UserByCity, Patient]),
    ExportsModule.forFeature([City]),
  ],
  controllers: [CitiesController],
  providers: [CitiesService],
  exports: [CitiesService],
})
export class CitiesModule {}
