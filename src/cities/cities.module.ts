import { Module } from '@nestjs/common';
import { CassandraModule } from '../cassandra/index.js';
import { ExportsModule } from '../exports/exports.module.js';
import { Patient } from '../health-records/patients/patient.table.js';
import { User, UserByCity } from '../users/user.table.js';
import { CitiesController } from './cities.controller.js';
import { CitiesService } from './cities.service.js';
import { CityClosingService } from './city-closing.service.js';
import { City, CityByCountry, CityByPrefix } from './city.table.js';

/** Cities. Knows of users and patients only where they live: their modules import this one. */
@Module({
  imports: [
    CassandraModule.forFeature([City, CityByCountry, CityByPrefix, User, UserByCity, Patient]),
    ExportsModule.forFeature([{ table: City, without: ['closingAt'] }]),
  ],
  controllers: [CitiesController],
  providers: [CitiesService, CityClosingService],
  exports: [CitiesService, CityClosingService],
})
export class CitiesModule {}
