import { Module } from '@nestjs/common';
import { CassandraModule } from '../cassandra/index.js';
import { CitiesModule } from '../cities/cities.module.js';
import { ExportsModule } from '../exports/exports.module.js';
import { CityUsersController } from './city-users.controller.js';
import { UserByCity } from './user-by-city.table.js';
import { User } from './user.table.js';
import { UsersController } from './users.controller.js';
import { UsersService } from './users.service.js';

/** Users, and the users of a city. */
@Module({
  imports: [
    CassandraModule.forFeature([User, UserByCity]),
    ExportsModule.forFeature([User, UserByCity]),
    CitiesModule,
  ],
  controllers: [UsersController, CityUsersController],
  providers: [UsersService],
  exports: [UsersService],
})
export class UsersModule {}
