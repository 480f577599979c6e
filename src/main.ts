import 'reflect-metadata';
import { type LogLevel } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { type NestExpressApplication } from '@nestjs/platform-express';
import { AppModule } from './app.module.js';
import { setUpApp } from './app.setup.js';
import { Cassandra } from './cassandra/index.js';
import { type Environment, readEnvironment } from './config/environment.js';
import { Lifetime } from './lifetime.js';
import { type Cluster, openCluster } from './local-cluster.js';
import { SampleDataService } from './sample-data/sample-data.service.js';
import { type ExportsOptions } from './exports/exports.options.js';
import { say, sayWhile, showProgress } from './terminal.js';
import { welcome } from './welcome.js';

/** How long requests in flight may take to finish after Ctrl-C; then their connections are cut. */
const drainTimeoutMs = 10_000;

/** npm and the terminal both pass one Ctrl-C on: signals that come together are one wish. */
const sameSignalMs = 1000;

const lifetime = new Lifetime();
stopOnSignals();
try {
  await start(readEnvironment());
} catch (error) {
  if (!lifetime.isClosing) {
    say(explain(error));
    await lifetime.close();
    process.exit(1);
  }
}

async function start(environment: Environment): Promise<void> {
  const opening = openCluster(environment, say);
  // Also while it still starts: a node is stopped once it is up, never left half-way.
  await lifetime.add(async () => {
    await (await opening.catch(() => null))?.stop();
  });
  const cluster = await opening;
  if (lifetime.isClosing) return;

  const app = await sayWhile('Starting the API', startApi(environment, cluster));
  const hasSampleData =
    environment.SEED === 'on' && (await app.get(SampleDataService).load(showProgress));
  say(welcome(await app.getUrl(), hasSampleData));
}

async function startApi(
  environment: Environment,
  cluster: Cluster,
): Promise<NestExpressApplication> {
  const app = await NestFactory.create<NestExpressApplication>(
    AppModule.forRoot({ cassandra: cluster.options, exports: exportsFrom(environment) }),
    { logger: levelsFrom(environment.LOG_LEVEL), abortOnError: false },
  );
  await lifetime.add(() => closeWithin(app, drainTimeoutMs));
  setUpApp(app);
  await app.listen(environment.PORT, environment.HOST);

  // Until this resolves the API is up and says in /health/ready why it is not ready.
  await app.get(Cassandra).connected;
  return app;
}

function stopOnSignals(): void {
  let firstAt = 0;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (firstAt !== 0 && Date.now() - firstAt > sameSignalMs) process.exit(130);
      if (firstAt !== 0) return;
      firstAt = Date.now();
      say('Stopping …');
      void stop();
    });
  }
}

/** The exit is explicit: a timer of the driver cannot delay it. */
async function stop(): Promise<void> {
  try {
    await lifetime.close();
    process.exit(0);
  } catch (error) {
    say(explain(error));
    process.exit(1);
  }
}

async function closeWithin(app: NestExpressApplication, timeoutMs: number): Promise<void> {
  const timer = setTimeout(() => {
    app.getHttpServer().closeAllConnections();
  }, timeoutMs);
  await app.close();
  clearTimeout(timer);
}

/** Errors that tell people what to do are shown as they are; of all others the stack is wanted too. */
function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE') return `${error.message}. Set PORT to another port.`;
  const isForPeople = code !== undefined || error.name === 'InvalidEnvironmentError';
  return isForPeople ? error.message : (error.stack ?? error.message);
}

function exportsFrom(environment: Environment): ExportsOptions {
  return {
    root: environment.EXPORT_ROOT,
    leaseMs: environment.EXPORT_LEASE_SECONDS * 1000,
    atOnce: environment.EXPORTS_AT_ONCE,
    queueLength: environment.EXPORT_QUEUE,
    budgetBytes: environment.EXPORT_BUDGET_MIB * 2 ** 20,
    retentionDays: environment.EXPORT_RETENTION_DAYS,
  };
}

function levelsFrom(lowest: Environment['LOG_LEVEL']): LogLevel[] {
  const levels: LogLevel[] = ['verbose', 'debug', 'log', 'warn', 'error', 'fatal'];
  return levels.slice(levels.indexOf(lowest));
}
