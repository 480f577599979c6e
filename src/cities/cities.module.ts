import { Module } from '@nestjs/common';
import { CassandraModule } from '../cassandra/index.js';
import { User, UserByCity } from '../users/user.table.js';
import { CitiesController } from './cities.controller.js';
import { CitiesService } from './cities.service.js';
import { CityClosingService } from './city-closing.service.js';
import { City, CityByCountry, CityByPrefix } from './city.table.js';

/** Cities. Knows of users only where they live: the users' module imports this one. */
@Module({
  imports: [CassandraModule.forFeature([City, CityByCountry, CityByPrefix, User, UserByCity])],
  controllers: [CitiesController],
  providers: [CitiesService, CityClosingService],
  exports: [CitiesService, CityClosingService],
})
export class CitiesModule {}
