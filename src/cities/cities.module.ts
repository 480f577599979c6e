import { Module } from '@nestjs/common';
import { CassandraModule } from '../cassandra/index.js';
import { ExportsModule } from '../exports/exports.module.js';
import { UserByCity } from '../users/user-by-city.table.js';
import { CitiesController } from './cities.controller.js';
import { CitiesService } from './cities.service.js';
import { City } from './city.table.js';

/** Cities. Knows of users only where they live: the users' module imports this one. */
@Module({
  imports: [CassandraModule.forFeature([City, UserByCity]), ExportsModule.forFeature([City])],
  controllers: [CitiesController],
  providers: [CitiesService],
  exports: [CitiesService],
})
export class CitiesModule {}
