import { isCqlType } from '../codec/codecs.js';
import type { TableFault } from '../errors/invalid-table.error.js';
import { isCollectionKind } from './column-kind.js';
import { type CqlType, holdsKind } from './cql-type.js';
import type { TableDefinition } from './table-definition.js';
import { tableFault } from './table-fault.js';

/** Faults of keys, clustering order, static columns and indexes. */
export function keyFaults(definition: TableDefinition): readonly TableFault[] {
  return [
    ...partitionKeyFaults(definition),
    ...keyColumnFaults(definition),
    ...staticFaults(definition),
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
    faults.push(tableFault(definition, 'partition-key', [], problem, 'Name a column or more.'));
  }
  const key = [...definition.partitionKey, ...definition.clusteringKey];
  for (const property of new Set(key)) {
    if (!isColumn(definition, property)) {
      const problem = 'The key names a column that is not declared.';
      faults.push(tableFault(definition, 'partition-key', [property], problem, 'Declare it.'));
    }
    if (key.filter((other) => other === property).length > 1) {
      const problem = 'The key names this column twice.';
      faults.push(tableFault(definition, 'partition-key', [property], problem, 'Name it once.'));
    }
  }
  return faults;
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
      return [tableFault(definition, 'key-column', [property], problem, `Remove .${wrong}().`)];
    }
    if (isCollectionKind(column.kind) || column.kind === 'udt') {
      const problem = `A ${column.kind} cannot be part of the key.`;
      const fix = 'Declare it frozen(…).';
      return [tableFault(definition, 'key-column', [property], problem, fix)];
    }
    if (!holdsKind(column.type, 'duration')) return [];
    const problem = 'A duration has no order and cannot be part of the key.';
    const fix = 'Use another type, such as bigint() for nanoseconds.';
    return [tableFault(definition, 'key-column', [property], problem, fix)];
  });
}

function staticFaults(definition: TableDefinition): readonly TableFault[] {
  if (definition.clusteringKey.length > 0) return [];
  return Object.entries(definition.columns)
    .filter(([, column]) => column.isStatic)
    .map(([property]) =>
      tableFault(
        definition,
        'static-column',
        [property],
        'Without a clustering key every partition is one row.',
        'Remove .static().',
      ),
    );
}

function orderFaults(definition: TableDefinition): readonly TableFault[] {
  const order: Readonly<Record<string, unknown>> = definition.clusteringOrder;
  return Object.entries(order).flatMap(([property, direction]) => {
    if (!definition.clusteringKey.includes(property)) {
      const problem = 'The clustering order names a column outside the clustering key.';
      return [tableFault(definition, 'clustering-order', [property], problem, 'Remove it.')];
    }
    if (direction === 'asc' || direction === 'desc' || direction === undefined) return [];
    const problem = 'The clustering order has no such direction.';
    return [
      tableFault(definition, 'clustering-order', [property], problem, "Use 'asc' or 'desc'."),
    ];
  });
}

function indexFaults(definition: TableDefinition): readonly TableFault[] {
  const { indexes, partitionKey } = definition;
  return [...new Set(indexes)].flatMap((property) => {
    if (!isColumn(definition, property)) {
      const problem = 'indexes names a column that is not declared.';
      return [tableFault(definition, 'index-column', [property], problem, 'Declare it.')];
    }
    if (partitionKey.length === 1 && partitionKey[0] === property) {
      const problem = 'The only partition column needs no index and can have none.';
      return [tableFault(definition, 'index-column', [property], problem, 'Remove it.')];
    }
    if (indexes.filter((other) => other === property).length > 1) {
      const problem = 'indexes names this column twice.';
      return [tableFault(definition, 'index-column', [property], problem, 'Name it once.')];
    }
    return indexTypeFaults(definition, property);
  });
}

function indexTypeFaults(definition: TableDefinition, property: string): readonly TableFault[] {
  const type = definition.columns[property]?.type;
  if (!isCqlType(type)) return [];
  const problem = whyNotIndexable(type);
  if (problem === undefined) return [];
  const fix = 'Remove it, and declare a table with the column in its key.';
  return [tableFault(definition, 'index-type', [property], problem, fix)];
}

function whyNotIndexable(type: CqlType): string | undefined {
  if (holdsKind(type, 'duration')) return 'A duration can have no index.';
  if (isCollectionKind(type.kind) || type.kind === 'udt' || type.kind === 'blob') {
    return `A column of type ${type.kind} can have no index.`;
  }
  if (type.kind === 'vector' && type.element.kind !== 'float') {
    return 'Of vectors only those of floats can have an index.';
  }
  return undefined;
}
