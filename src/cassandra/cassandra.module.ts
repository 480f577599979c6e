import { type DynamicModule, Module } from '@nestjs/common';
import { CassandraCoreModule } from './cassandra-core.module.js';
import type {
  CassandraModuleAsyncOptions,
  CassandraModuleOptions,
} from './options/cassandra.options.js';
import { getCassandraToken, getRepositoryToken } from './cassandra.tokens.js';
import type { Cassandra } from './cassandra.js';
import { FeatureTables } from './feature-tables.js';
import type { TableOf } from './table/table.js';
import { assertTables } from './table/verify/no-table-faults.js';

/**
 * Connections and repositories for Nest: `forRoot` once per connection, `forFeature` in each module that uses tables.
 *
 * @example
 * \@Module({ imports: [CassandraModule.forFeature([User])], providers: [UsersService] })
 * export class UsersModule {}
 */
@Module({})
export class CassandraModule {
  /** Makes a connection, known to the whole application. Tables are verified and the schema treated before it is injected. */
  static forRoot(options: CassandraModuleOptions): DynamicModule {
    return { module: CassandraModule, imports: [CassandraCoreModule.forRoot(options)] };
  }

  /** The same with options that a provider knows, such as Nest's ConfigService. */
  static forRootAsync(options: CassandraModuleAsyncOptions): DynamicModule {
    return { module: CassandraModule, imports: [CassandraCoreModule.forRootAsync(options)] };
  }

  /** Provides the repositories of tables to the importing module: `@InjectRepository(User) users: Repository<User>`. */
  static forFeature(tables: readonly TableOf<unknown>[], connection?: string): DynamicModule {
    // Here, not at start: the stack names the file whose import is undefined.
    assertTables(tables);
    const tokens = tables.map((table) => getRepositoryToken(table, connection));
    return {
      module: CassandraModule,
      providers: [
        { provide: FeatureTables, useValue: new FeatureTables(tables, connection) },
        ...tables.map((table) => ({
          provide: getRepositoryToken(table, connection),
          useFactory: (cassandra: Cassandra) => cassandra.repository(table),
          inject: [getCassandraToken(connection)],
        })),
      ],
      exports: tokens,
    };
  }
}
