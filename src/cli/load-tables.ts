import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { TableOf } from '../cassandra/index.js';
import { UsageError } from './command.js';

/** Every table class that a module exports; one it exports twice counts once. */
export async function loadTables(path: string): Promise<readonly TableOf<unknown>[]> {
  const exported = await load(path);
  const tables = [...new Set(Object.values(exported))].filter(isTable);
  if (tables.length > 0) return tables;
  throw new UsageError(
    `"${path}" exports no table. Export classes that extend Table(…), and give the compiled file (.js).`,
  );
}

async function load(path: string): Promise<Readonly<Record<string, unknown>>> {
  try {
    return (await import(pathToFileURL(resolve(path)).href)) as Record<string, unknown>;
  } catch (error) {
    if (isMissing(error, path)) throw new UsageError(`There is no file "${path}".`);
    throw error;
  }
}

function isMissing(error: unknown, path: string): boolean {
  return (
    error instanceof Error &&
    (error as NodeJS.ErrnoException).code === 'ERR_MODULE_NOT_FOUND' &&
    error.message.includes(`'${resolve(path)}'`)
  );
}

function isTable(value: unknown): value is TableOf<unknown> {
  return typeof value === 'function' && typeof Reflect.get(value, 'definition') === 'object';
}
