import { type DynamicModule, Global, Module, type Provider } from '@nestjs/common';
import { ModulesContainer } from '@nestjs/core';
import { Cassandra } from './cassandra.js';
import type {
  CassandraModuleAsyncOptions,
  CassandraModuleOptions,
  CassandraOptions,
  CassandraOptionsFactory,
} from './options/cassandra.options.js';
import { getCassandraToken, getClientToken } from './cassandra.tokens.js';
import { requireOptions } from './errors/refused/require-options.js';
import { InvalidOptionsError } from './errors/refused/invalid-options.error.js';
import { tablesOf } from './feature-tables.js';

/** One connection, known to the whole application. */
@Global()
@Module({})
export class CassandraCoreModule {
  static forRoot(given: CassandraModuleOptions): DynamicModule {
    requireOptions('forRoot', given);
    const { name, ...options } = given;
    return moduleOf(name, [{ provide: optionsToken(name), useValue: options }]);
  }

  static forRootAsync(options: CassandraModuleAsyncOptions): DynamicModule {
    requireOptions('forRootAsync', options, '{ useFactory: () => … }');
    return {
      ...moduleOf(options.name, optionsProviders(options)),
      imports: options.imports ?? [],
    };
  }
}

function moduleOf(name: string | undefined, options: Provider[]): DynamicModule {
  const cassandra = getCassandraToken(name);
  const client = getClientToken(name);
  return {
    module: CassandraCoreModule,
    providers: [
      ...options,
      {
        provide: cassandra,
        inject: [optionsToken(name), ModulesContainer],
        useFactory: (resolved: CassandraOptions, modules: ModulesContainer) =>
          Cassandra.open(resolved, tablesOf(modules, name)),
      },
      {
        provide: client,
        inject: [cassandra],
        useFactory: (connection: Cassandra) => connection.client,
      },
    ],
    exports: [cassandra, client],
  };
}

const optionsToken = (name: string | undefined): string => `CassandraOptions(${name ?? ''})`;

function optionsProviders(options: CassandraModuleAsyncOptions): Provider[] {
  const provide = optionsToken(options.name);
  if (options.useFactory !== undefined) {
    return [{ provide, useFactory: options.useFactory, inject: options.inject ?? [] }];
  }
  const factory = options.useExisting ?? options.useClass;
  if (factory === undefined) {
    throw new InvalidOptionsError(['forRootAsync: give useFactory, useClass or useExisting.']);
  }
  return [
    ...(options.useExisting === undefined ? [{ provide: factory, useClass: factory }] : []),
    {
      provide,
      inject: [factory],
      useFactory: (maker: CassandraOptionsFactory) => maker.createCassandraOptions(),
    },
  ];
}
