import { Inject } from '@nestjs/common';
import { Client } from 'cassandra-driver';
import { Cassandra } from './cassandra.js';
import type { RepositoryOf } from './repository/repository.js';
import type { Refused, TableDefinition } from './table/table-definition.js';
import type { TableOf } from './table/table.js';
import { assertTables } from './table/verify/no-table-faults.js';

/** The token of a connection: the class `Cassandra` itself for the default one. Provided by `CassandraModule.forRoot()`. */
export function getCassandraToken(connection?: string): typeof Cassandra | string {
  return connection === undefined ? Cassandra : `Cassandra(${connection})`;
}

/** The token of a connection's driver client: the class `Client` itself for the default one. Provided with the connection. */
export function getClientToken(connection?: string): typeof Client | string {
  return connection === undefined ? Client : `CassandraClient(${connection})`;
}

// Tokens belong to declarations, not to names: two tables or classes of one name stay apart. Holds nothing but tokens.
const repositoryTokens = new WeakMap<TableDefinition, Map<string, symbol>>();

/** The token of a table's repository. Provided where `CassandraModule.forFeature()` was given the table. */
export function getRepositoryToken(table: TableOf<unknown>, connection?: string): symbol {
  assertTables([table]);
  const tokens = repositoryTokens.get(table.definition) ?? new Map<string, symbol>();
  repositoryTokens.set(table.definition, tokens);
  const name = connection ?? '';
  const token =
    tokens.get(name) ?? Symbol(`Repository(${table.definition.name}${name && `, ${name}`})`);
  tokens.set(name, token);
  return token;
}

/** Injects a connection; the default one also comes by its class. */
export function InjectCassandra(connection?: string): PropertyDecorator & ParameterDecorator {
  return Inject(getCassandraToken(connection));
}

/** Injects a connection's driver client; the default one also comes by its class. */
export function InjectClient(connection?: string): PropertyDecorator & ParameterDecorator {
  return Inject(getClientToken(connection));
}

type Fits<Entity, Target> =
  RepositoryOf<Entity> extends Target
    ? unknown
    : Refused<'this is no repository of the injected table: see RepositoryOf'>;

/** A decorator that compiles only where the repository of `Entity`'s table fits. */
export interface RepositoryDecorator<Entity> {
  <Class extends abstract new (...parameters: never) => unknown, Index extends number>(
    target: Class,
    property: undefined,
    index: Index & Fits<Entity, ConstructorParameters<Class>[Index]>,
  ): void;
  <Target extends object, Property extends string | symbol>(
    target: Target,
    property: Property & (Property extends keyof Target ? Fits<Entity, Target[Property]> : unknown),
  ): void;
}

/**
 * Injects the repository of a table that the module registered with `CassandraModule.forFeature()`: a `CounterRepository`
 * where it has a counter, else a `Repository`. Does not compile on a parameter of the other class or of another table.
 */
export function InjectRepository<Entity>(
  table: TableOf<Entity>,
  connection?: string,
): RepositoryDecorator<Entity> {
  return Inject(getRepositoryToken(table, connection));
}
