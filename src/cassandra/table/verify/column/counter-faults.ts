import { isCqlType } from '../../../codec/codecs.js';
import type { TableFault } from '../../../errors/refused/invalid-table.error.js';
import { columnCode, propertyCode } from '../../column/column-code.js';
import type { TableDefinition } from '../../table-definition.js';
import { tableFault } from '../table-fault.js';

/** Faults of a table with a counter: Cassandra keeps counters apart from all other values. */
export function counterFaults(definition: TableDefinition): readonly TableFault[] {
  const key: readonly string[] = [...definition.partitionKey, ...definition.clusteringKey];
  const values = Object.entries(definition.columns).filter(
    ([property, { type }]) => isCqlType(type) && !key.includes(property),
  );
  const counters = values.filter(([, { kind }]) => kind === 'counter');
  if (counters.length === 0) return [];
  const named = counters.map(([property]) => `"${property}"`).join(', ');
  return [
    ...values
      .filter(([, { kind }]) => kind !== 'counter')
      .map(([property, column]) =>
        tableFault(
          definition,
          'counter-column',
          [property],
          `A table with a counter (${named}) has nothing but counters beside its key, no ${column.kind}.`,
          `Move ${columnCode(property, column)} to another table of the same key.`,
        ),
      ),
    ...counters.flatMap(([property, { isNullable, defaultValue }]) =>
      missingFaults(definition, property, isNullable, defaultValue),
    ),
  ];
}

function missingFaults(
  definition: TableDefinition,
  property: string,
  isNullable: boolean,
  defaultValue: unknown,
): readonly TableFault[] {
  const call = isNullable ? 'nullable()' : defaultValue === undefined ? undefined : 'default(…)';
  if (call === undefined) return [];
  const problem = 'A counter that was never added to is 0n, neither null nor anything else.';
  return [
    tableFault(
      definition,
      'counter-column',
      [property],
      problem,
      `Remove .${call}: ${propertyCode(property, 'counter()')}.`,
    ),
  ];
}
