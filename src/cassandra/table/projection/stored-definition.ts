import type { Column, Columns } from '../column/column.js';
import { bigint, timestamp, tinyint, uuid } from '../column/column-builders.js';
import type { TableDefinition } from '../table-definition.js';
import { withProjections } from './with-projections.js';

/** Properties of the columns that a row does not show; no declared property can be one of them. */
export const writeId = '$writeId';
export const createdId = '$createdId';
export const version = '$version';

/** Of a versioned table: which write was the last, and which made the row. The version is the write time of the first. */
const versionedColumns: Columns = {
  [writeId]: uuid().nullable().named('write_id'),
  [createdId]: uuid().nullable().named('created_id'),
};

/** Of a projection: the version of the row of the base it was made from. */
const projectedColumns: Columns = { [version]: bigint().nullable().named('version') };

/** Columns Cassandra stores of a table beside those its rows show. */
export function hiddenColumns({ writes }: TableDefinition): Columns {
  if (writes === 'versioned') return versionedColumns;
  return writes === 'projection' ? projectedColumns : {};
}

/** The declaration of everything that is stored, which is what the schema is made from. */
export function storedDefinition(definition: TableDefinition): TableDefinition {
  const { writes, columns } = definition;
  // What the base lacks, a projection lacks too: it refuses nothing that is there already.
  const own = writes === 'projection' ? nullableValues(definition) : columns;
  return { ...definition, columns: { ...own, ...hiddenColumns(definition) } };
}

function nullableValues({ columns, partitionKey, clusteringKey }: TableDefinition): Columns {
  const key = new Set([...partitionKey, ...clusteringKey]);
  return Object.fromEntries(
    Object.entries(columns).map(([property, column]) => [
      property,
      key.has(property) ? column : column.nullable(),
    ]),
  );
}

/** Everything that is stored for these tables: with a base its projections and its intents, with a projection its base. */
export function storedDefinitions(
  definitions: readonly TableDefinition[],
): readonly TableDefinition[] {
  return withProjections(definitions).flatMap((definition) => [
    storedDefinition(definition),
    ...(hasIntents(definition) ? [intentsDefinition(definition)] : []),
  ]);
}

/** Rows that are written once need no record of what they replace. */
export function hasIntents({ writes, projections }: TableDefinition): boolean {
  return writes === 'versioned' && projections.length > 0;
}

/** The property of a base key column in the intents. */
export const baseKeyProperty = (property: string): string => `key.${property}`;

/** The property in the intents of a key column of a projection, as the row of the base had it before. */
export const oldKeyProperty = (projection: TableDefinition, property: string): string =>
  `${projection.name}.${property}`;

/** Key columns of a projection that are not of its base's key. */
export function addedKey({
  partitionKey,
  clusteringKey,
  source,
}: TableDefinition): readonly string[] {
  const base = new Set([
    ...(source?.base.partitionKey ?? []),
    ...(source?.base.clusteringKey ?? []),
  ]);
  return [...partitionKey, ...clusteringKey].filter((property) => !base.has(property));
}

/** Shorter than the ten days of other tables: a removed intent that came back would only be looked at once more. */
const intentsGcGraceSeconds = 3600;

/**
 * What writes of a base are about to do, so that another process can end what a crash interrupts: which row, which write, and
 * where its projected rows were before. In partitions of a minute, which are dropped as a whole.
 */
export function intentsDefinition(base: TableDefinition): TableDefinition {
  const column = (of: Columns, property: string, name: string): readonly [string, Column][] => {
    const declared = of[property];
    return declared === undefined ? [] : [[name, declared.nullable().named(name)]];
  };
  const key = [...base.partitionKey, ...base.clusteringKey].flatMap((property) =>
    column(base.columns, property, baseKeyProperty(property)),
  );
  const oldKeys = base.projections.flatMap((projection) =>
    addedKey(projection).flatMap((property) =>
      column(projection.columns, property, oldKeyProperty(projection, property)),
    ),
  );
  return {
    name: `${base.name}_intents`,
    keyspace: base.keyspace,
    columns: {
      minute: timestamp(),
      shard: tinyint(),
      id: uuid(),
      writtenAt: timestamp(),
      writeId: uuid(),
      oldWriteId: uuid().nullable(),
      oldVersion: bigint().nullable(),
      ...Object.fromEntries([...key, ...oldKeys]),
    },
    partitionKey: ['minute', 'shard'],
    clusteringKey: ['id'],
    clusteringOrder: {},
    indexes: [],
    storage: { gcGraceSeconds: intentsGcGraceSeconds },
    writes: 'plain',
    projections: [],
    source: undefined,
  };
}
