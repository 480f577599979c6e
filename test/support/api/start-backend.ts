import { type NestExpressApplication } from '@nestjs/platform-express';
import { Test, type TestingModuleBuilder } from '@nestjs/testing';
import { AppModule } from '../../../src/app.module.js';
import { setUpApp } from '../../../src/app.setup.js';
import { Cassandra } from '../../../src/cassandra/index.js';
import {
  type BackendCassandraOptions,
  type BackendOptions,
} from '../../../src/config/backend-options.js';
import { createTestKeyspace } from '../../../src/embedded-cassandra/testing/index.js';
import { type ExportsOptions } from '../../../src/exports/exports.options.js';
import { temporaryDirectory } from '../temporary-directory.js';

/** The backend on a keyspace and an export folder of its own, connected and with its tables. */
export interface Backend {
  readonly app: NestExpressApplication;
  readonly exportRoot: string;
  /** How another process reaches the same keyspace. */
  readonly cassandra: BackendCassandraOptions;
  /** Closes the app, drops the keyspace, deletes the exports. */
  stop(): Promise<void>;
}

/** What a test has otherwise than the backend. */
export interface Differences {
  readonly exports?: Partial<ExportsOptions>;
  /** Puts providers of the test in the place of others. */
  readonly override?: (builder: TestingModuleBuilder) => TestingModuleBuilder;
}

export async function startBackend(different: Differences = {}): Promise<Backend> {
  const keyspace = await createTestKeyspace();
  const exports = temporaryDirectory();
  const { override } = different;
  const options = { root: exports.path, ...different.exports };
  const cassandra = { ...keyspace.connection, replicas: 1, cursorSecrets: ['s'.repeat(32)] };
  const app = await openApp({ cassandra, exports: options }, override);
  await app.get(Cassandra).connected;
  return {
    app,
    exportRoot: options.root,
    cassandra,
    stop: async () => {
      await app.close();
      await keyspace.drop();
      exports.remove();
    },
  };
}

/** The backend as `main.ts` makes it, but for the port; it does not wait for Cassandra. */
export async function openApp(
  options: BackendOptions,
  override: Differences['override'] = (builder) => builder,
): Promise<NestExpressApplication> {
  const module = await override(
    Test.createTestingModule({ imports: [AppModule.forRoot(options)] }),
  ).compile();
  const app = module.createNestApplication<NestExpressApplication>({ logger: false });
  setUpApp(app);
  return await app.init();
}
