import { type NewRow } from '../../../src/cassandra/index.js';
import { type City } from '../../../src/cities/city.table.js';
import { type User } from '../../../src/users/user.table.js';
import { paris } from './cities.js';

/** A user under construction; each method gives a new one. */
export class UserBuilder {
  constructor(readonly row: NewRow<User>) {}

  called(username: string, name: string | null = null): UserBuilder {
    return new UserBuilder({ ...this.row, username, name });
  }

  aged(age: number): UserBuilder {
    return new UserBuilder({ ...this.row, age });
  }

  livingIn(city: NewRow<City>): UserBuilder {
    return new UserBuilder({ ...this.row, cityId: city.id });
  }
}

/** Ada Lovelace, 36, living in Paris, but for what a test says. */
export function aUser(): UserBuilder {
  return new UserBuilder({
    username: 'ada.lovelace',
    name: 'Ada Lovelace',
    age: 36,
    cityId: paris.id,
  });
}
