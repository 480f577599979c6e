import { isCqlType } from '../../../codec/codecs.js';
import type { TableFault } from '../../../errors/refused/invalid-table.error.js';
import { isCollectionKind } from '../../column/column-kind.js';
import { columnCode, listCode, propertyCode, typeCode } from '../../column/column-code.js';
import { holdsKind } from '../../column/cql-type.js';
import { counterFaults } from './counter-faults.js';
import { indexFaults } from './index-faults.js';
import type { TableDefinition } from '../../table-definition.js';
import { tableFault } from '../table-fault.js';

/** Faults of keys, clustering order, static columns and indexes. */
export function keyFaults(definition: TableDefinition): readonly TableFault[] {
  return [
    ...partitionKeyFaults(definition),
    ...keyColumnFaults(definition),
    ...staticFaults(definition),
    ...counterFaults(definition),
    ...orderFaults(definition),
    ...indexFaults(definition),
  ];
}

const isColumn = (definition: TableDefinition, property: string): boolean =>
  Object.hasOwn(definition.columns, property);

function partitionKeyFaults(definition: TableDefinition): readonly TableFault[] {
  const faults: TableFault[] = [];
  if (definition.partitionKey.length === 0) {
    const problem = 'There is no partition key.';
    const [first = 'id'] = Object.keys(definition.columns);
    const fix = `Name a column or more: partitionKey: ${listCode([first])}.`;
    faults.push(tableFault(definition, 'partition-key', [], problem, fix));
  }
  const key = [...definition.partitionKey, ...definition.clusteringKey];
  for (const property of new Set(key)) {
    if (!isColumn(definition, property)) {
      const problem = 'The key names a column that is not declared.';
      const where = definition.partitionKey.includes(property) ? 'partitionKey' : 'clusteringKey';
      const fix = `Add ${propertyCode(property, 'text()')}, or of another type, to columns; or remove '${property}' from ${where}.`;
      faults.push(tableFault(definition, 'partition-key', [property], problem, fix));
    }
    if (key.filter((other) => other === property).length > 1) {
      const problem = 'The key names this column twice.';
      faults.push(
        tableFault(
          definition,
          'partition-key',
          [property],
          problem,
          `Name it once: ${onceEach(definition)}.`,
        ),
      );
    }
  }
  return faults;
}

/** The keys without repeated columns. */
function onceEach({ partitionKey, clusteringKey }: TableDefinition): string {
  const partition = [...new Set(partitionKey)];
  const clustering = [...new Set(clusteringKey)].filter((one) => !partition.includes(one));
  const parts = [`partitionKey: ${listCode(partition)}`];
  if (clustering.length > 0) parts.push(`clusteringKey: ${listCode(clustering)}`);
  return parts.join(', ');
}

function keyColumnFaults(definition: TableDefinition): readonly TableFault[] {
  const key = new Set([...definition.partitionKey, ...definition.clusteringKey]);
  return [...key].flatMap((property) => {
    const column = definition.columns[property];
    // What is no column type has its fault already.
    if (!isCqlType(column?.type)) return [];
    const wrong = column.isNullable ? 'nullable' : column.isStatic ? 'static' : undefined;
    if (wrong !== undefined) {
      const problem = `A ${wrong} column cannot be part of the key.`;
      return [
        tableFault(
          definition,
          'key-column',
          [property],
          problem,
          `Remove .${wrong}(): ${columnCode(property, column)}.`,
        ),
      ];
    }
    if (isCollectionKind(column.kind) || column.kind === 'udt') {
      const problem = `A ${column.kind} cannot be part of the key.`;
      const fix = `Write ${propertyCode(property, `frozen(${typeCode(column.type)})`)}.`;
      return [tableFault(definition, 'key-column', [property], problem, fix)];
    }
    if (column.kind === 'counter') {
      const problem = 'A counter changes and cannot be part of the key.';
      const fix = `Write ${propertyCode(property, 'bigint()')} for a number that stays.`;
      return [tableFault(definition, 'key-column', [property], problem, fix)];
    }
    if (!holdsKind(column.type, 'duration')) return [];
    const problem = 'A duration has no order and cannot be part of the key.';
    const fix = `Use another type, such as ${propertyCode(property, 'bigint()')} for nanoseconds.`;
    return [tableFault(definition, 'key-column', [property], problem, fix)];
  });
}

function staticFaults(definition: TableDefinition): readonly TableFault[] {
  if (definition.clusteringKey.length > 0) return [];
  return Object.entries(definition.columns)
    .filter(([, column]) => column.isStatic)
    .map(([property, column]) =>
      tableFault(
        definition,
        'static-column',
        [property],
        'Without a clustering key every partition is one row.',
        `Remove .static(): ${isCqlType(column.type) ? columnCode(property, column, { isNullable: column.isNullable }) : property}; or name a clusteringKey.`,
      ),
    );
}

function orderFaults(definition: TableDefinition): readonly TableFault[] {
  const order: Readonly<Record<string, unknown>> = definition.clusteringOrder;
  return Object.entries(order).flatMap(([property, direction]) => {
    if (!definition.clusteringKey.includes(property)) {
      const problem = 'The clustering order names a column outside the clustering key.';
      const canJoin = isColumn(definition, property) && !definition.partitionKey.includes(property);
      const added = listCode([...definition.clusteringKey, property]);
      const join = canJoin ? `; or write clusteringKey: ${added}` : '';
      const fix = `Remove '${property}' from clusteringOrder${join}.`;
      return [tableFault(definition, 'clustering-order', [property], problem, fix)];
    }
    if (direction === 'asc' || direction === 'desc' || direction === undefined) return [];
    const problem = 'The clustering order has no such direction.';
    return [
      tableFault(
        definition,
        'clustering-order',
        [property],
        problem,
        `Write ${propertyCode(property, "'asc'")} or ${propertyCode(property, "'desc'")}.`,
      ),
    ];
  });
}
