import { Injectable, Module } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { Client } from 'cassandra-driver';
import {
  Cassandra,
  CassandraModule,
  type CassandraOptions,
  type CassandraOptionsFactory,
  connectCassandra,
  getCassandraToken,
  getRepositoryToken,
  InjectCassandra,
  InjectClient,
  InjectRepository,
  InvalidOptionsError,
  InvalidTableError,
  Repository,
  Table,
  text,
} from '../../../src/cassandra/index.js';
import {
  createTestKeyspace,
  type TestKeyspace,
} from '../../../src/embedded-cassandra/testing/index.js';
import { User, UserByCity } from '../../support/api/users.js';

@Injectable()
class UsersService {
  constructor(
    @InjectRepository(User) readonly users: Repository<User>,
    @InjectRepository(UserByCity) readonly byCity: Repository<UserByCity>,
    readonly cassandra: Cassandra,
    readonly client: Client,
  ) {}
}

@Module({
  imports: [CassandraModule.forFeature([User, UserByCity])],
  providers: [UsersService],
  exports: [UsersService],
})
class UsersModule {}

@Injectable()
class ArchiveService {
  constructor(
    @InjectRepository(User, 'archive') readonly users: Repository<User>,
    @InjectCassandra('archive') readonly cassandra: Cassandra,
    @InjectClient('archive') readonly client: Client,
  ) {}
}

@Module({
  imports: [CassandraModule.forFeature([User], 'archive')],
  providers: [ArchiveService],
})
class ArchiveModule {}

/** No table. */
class Plain {
  readonly id = 1;
}

describe('CassandraModule', () => {
  let keyspace: TestKeyspace;
  let archive: TestKeyspace;

  beforeAll(async () => {
    keyspace = await createTestKeyspace();
    archive = await createTestKeyspace();
  });

  afterAll(async () => {
    await keyspace.drop();
    await archive.drop();
  });

  it('injects repositories, connection and client, with the tables of every module created', async () => {
    const module = await Test.createTestingModule({
      imports: [
        UsersModule,
        CassandraModule.forRoot({ ...keyspace.connection, schema: 'sync' }),
        CassandraModule.forRootAsync({
          name: 'archive',
          useFactory: (): CassandraOptions => ({ ...archive.connection, schema: 'sync' }),
        }),
        ArchiveModule,
      ],
    }).compile();
    const { users, byCity, cassandra, client } = module.get(UsersService);
    const archived = module.get(ArchiveService);
    expect(users).toBeInstanceOf(Repository);
    expect(cassandra).toBeInstanceOf(Cassandra);
    expect(client).toBeInstanceOf(Client);
    expect(archived.client).not.toBe(client);
    expect(module.get(getCassandraToken('archive'))).toBe(archived.cassandra);
    expect(module.get(getRepositoryToken(User), { strict: false })).toBe(users);

    const ada = { username: 'ada', age: 36, cityId: 1 };
    await users.insert(ada);
    await byCity.insert({ ...ada, email: 'ada@example.org' });
    expect(await users.findOne({ username: 'ada' })).toEqual(new User(ada));
    expect(await archived.users.findOne({ username: 'ada' })).toBeNull();

    await module.close();
    await expect(cassandra.ping()).rejects.toThrow('the connection is closed');
    await expect(archived.cassandra.ping()).rejects.toThrow('the connection is closed');
  });

  it('takes options from a class', async () => {
    @Injectable()
    class OptionsFromClass implements CassandraOptionsFactory {
      createCassandraOptions(): CassandraOptions {
        return keyspace.connection;
      }
    }
    const module = await Test.createTestingModule({
      imports: [CassandraModule.forRootAsync({ useClass: OptionsFromClass })],
    }).compile();
    await expect(module.get(Cassandra).ping()).resolves.toBeUndefined();
    await module.close();
  });

  it('takes options from a provider of another module', async () => {
    @Injectable()
    class SharedOptions implements CassandraOptionsFactory {
      createCassandraOptions(): CassandraOptions {
        return keyspace.connection;
      }
    }
    @Module({ providers: [SharedOptions], exports: [SharedOptions] })
    class ConfigModule {}

    const module = await Test.createTestingModule({
      imports: [
        CassandraModule.forRootAsync({ imports: [ConfigModule], useExisting: SharedOptions }),
        CassandraModule.forRootAsync({
          name: 'injected',
          imports: [ConfigModule],
          inject: [SharedOptions],
          useFactory: (shared: SharedOptions) => shared.createCassandraOptions(),
        }),
      ],
    }).compile();
    await expect(module.get(Cassandra).ping()).resolves.toBeUndefined();
    const injected = module.get<Cassandra>(getCassandraToken('injected'));
    await expect(injected.ping()).resolves.toBeUndefined();
    await module.close();
  });

  it('has the schema in place before it makes whatever uses a repository', async () => {
    const fresh = await createTestKeyspace();
    const module = await Test.createTestingModule({
      imports: [
        CassandraModule.forFeature([User]),
        CassandraModule.forRoot({ ...fresh.connection, schema: 'sync' }),
      ],
      providers: [
        {
          provide: 'a user read at the start',
          inject: [getRepositoryToken(User)],
          useFactory: (users: Repository<User>) => users.findOne({ username: 'ada' }),
        },
      ],
    }).compile();
    expect(module.get('a user read at the start')).toBeNull();
    await module.close();
    await fresh.drop();
  });

  it('refuses broken declarations of all modules before it connects', async () => {
    const broken = [
      Table('first table', { columns: { id: text() }, partitionKey: ['id'] }),
      Table('second table', { columns: { id: text() }, partitionKey: ['id'] }),
    ];
    const starting = Test.createTestingModule({
      imports: [
        CassandraModule.forRoot({ ...keyspace.connection, contactPoints: ['192.0.2.1'] }),
        ...broken.map((table) => CassandraModule.forFeature([table])),
      ],
    }).compile();
    const error = await starting.catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(InvalidTableError);
    expect((error as InvalidTableError).faults).toHaveLength(2);
  });

  it('refuses two classes of a table, one of which names the keyspace', async () => {
    const options = { columns: { username: text() }, partitionKey: ['username'] } as const;
    const tables = [User, Table('users', { ...options, keyspace: keyspace.name })];
    await expect(connectCassandra({ ...keyspace.connection, tables })).rejects.toThrow(
      /- users: Two classes declare this table, one of them with keyspace: /,
    );
  });

  it('refuses what is no table class where it is given, and what is no options', async () => {
    const any = (value: unknown): never => value as never;
    const noTable =
      /^Invalid table declarations:\n- tables\[1\]: This is undefined, not a table class\. Where it is undefined, two files import each other/;
    expect(() => CassandraModule.forFeature([User, any(undefined)])).toThrow(noTable);
    expect(() => CassandraModule.forFeature(any(User))).toThrow(
      /^.*\n- tables: This is a function/,
    );
    expect(() => InjectRepository(any(undefined))).toThrow(InvalidTableError);
    expect(() => CassandraModule.forRoot(any(undefined))).toThrow(InvalidOptionsError);
    expect(() => CassandraModule.forRootAsync(any(null))).toThrow(/- forRootAsync: give an object/);
    await expect(connectCassandra(any(null))).rejects.toThrow(/- connectCassandra: give an object/);
    const tables = any([5, any(Plain)]);
    await expect(connectCassandra({ ...keyspace.connection, tables })).rejects.toThrow(
      /^.*\n- tables\[0\]: This is a whole number.*\n- tables\[1\]: The class "Plain" does not extend/,
    );
    const starting = Test.createTestingModule({
      imports: [CassandraModule.forRootAsync({ useFactory: () => any(undefined) })],
    }).compile();
    await expect(starting).rejects.toThrow(/- options: give an object.*, not undefined\./);
  });

  it('lets a test override one repository', async () => {
    const double = { findOne: () => Promise.resolve(null) };
    const module = await Test.createTestingModule({
      imports: [CassandraModule.forRoot(keyspace.connection), UsersModule],
    })
      .overrideProvider(getRepositoryToken(User))
      .useValue(double)
      .compile();
    expect(module.get(UsersService).users).toBe(double);
    await module.close();
  });
});
