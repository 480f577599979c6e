import type { TableFault } from '../errors/invalid-table.error.js';
import { tableFault } from './column-faults.js';
import type { TableDefinition } from './table-definition.js';

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
    if (column === undefined) return [];
    const wrong = column.isNullable ? 'nullable' : column.isStatic ? 'static' : undefined;
    if (wrong === undefined) return [];
    const problem = `A ${wrong} column cannot be part of the key.`;
    return [tableFault(definition, 'key-column', [property], problem, `Remove .${wrong}().`)];
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
    return [];
  });
}
