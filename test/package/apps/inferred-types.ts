// The src/main.ts of an application that exports a table and a service and names none of our types in its signatures: the
// compiler has to be able to write them into the .d.ts file.
import 'reflect-metadata';
import { Injectable, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { bigint, CassandraModule, InjectRepository, int, Repository, Table, text } from 'cassanest';

export class UserByCity extends Table('users_by_city', {
  columns: { city: text(), age: int(), username: text(), logins: bigint().nullable() },
  partitionKey: ['city'],
  clusteringKey: ['age', 'username'],
  indexes: ['logins'],
}) {
  get label() {
    return `${this.username} (${this.age})`;
  }
}

@Injectable()
export class UsersService {
  constructor(@InjectRepository(UserByCity) private readonly users: Repository<UserByCity>) {}

  add(city: string, username: string, age: number) {
    return this.users.insert({ city, username, age, logins: 7n });
  }

  inCity(city: string) {
    return this.users.filter({ city }).orderBy({ age: 'desc' });
  }

  page(city: string) {
    return this.users.filter({ city }).page({ size: 10 });
  }

  everyone() {
    return this.users.scan({ concurrency: 2 });
  }

  find(city: string, age: number, username: string) {
    return this.users.findOne({ city, age, username });
  }
}

@Module({
  imports: [
    CassandraModule.forRoot({ ...JSON.parse(process.env['CONNECTION'] ?? ''), schema: 'sync' }),
    CassandraModule.forFeature([UserByCity]),
  ],
  providers: [UsersService],
})
export class AppModule {}

async function main() {
  const app = await NestFactory.createApplicationContext(AppModule, { logger: false });
  const users = app.get(UsersService);
  const me = process.env['ME'] ?? '';
  await users.add('Karlsruhe', me, 36);
  const mine = (await users.inCity('Karlsruhe').all()).filter((user) => user.username === me);
  console.log(JSON.stringify(mine));
  await app.close();
}

void main();
