import type { ModulesContainer } from '@nestjs/core';
import type { TableOf } from './table/table.js';

/** What one `forFeature()` registered; a provider, so that an application's tables are found in that application alone. */
export class FeatureTables {
  constructor(
    readonly tables: readonly TableOf<unknown>[],
    readonly connection: string | undefined,
  ) {}
}

/** The tables of one connection in all modules. Complete as soon as providers are made: modules are scanned before. */
export function tablesOf(
  modules: ModulesContainer,
  connection: string | undefined,
): readonly TableOf<unknown>[] {
  const features = [...modules.values()].flatMap((module) => {
    const instance: unknown = module.providers.get(FeatureTables)?.instance;
    return instance instanceof FeatureTables && instance.connection === connection
      ? [instance]
      : [];
  });
  return [...new Set(features.flatMap(({ tables }) => tables))];
}
