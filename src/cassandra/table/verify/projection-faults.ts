import type { TableFault } from '../../errors/refused/invalid-table.error.js';
import { columnNameOf } from '../table-model.js';
import type { TableDefinition } from '../table-definition.js';
import { hiddenColumns } from '../projection/stored-definition.js';
import { tableFault } from './table-fault.js';

/** Faults of a table that has projections, and of a projection against its base. */
export function projectionFaults(definition: TableDefinition): readonly TableFault[] {
  const { source } = definition;
  return [
    ...hiddenNameFaults(definition),
    ...baseFaults(definition),
    ...(source === undefined ? [] : sourceFaults(definition, source.base)),
  ];
}

function fault(
  definition: TableDefinition,
  columns: readonly string[],
  problem: string,
  fix: string,
): TableFault {
  return tableFault(definition, 'projection', columns, problem, fix);
}

function hiddenNameFaults(definition: TableDefinition): readonly TableFault[] {
  const hidden = new Set(
    Object.values(hiddenColumns(definition)).map(({ columnName }) => columnName),
  );
  return Object.keys(definition.columns)
    .filter((property) => hidden.has(columnNameOf(definition, property)))
    .map((property) =>
      fault(
        definition,
        [property],
        `Its versions are kept in a column "${columnNameOf(definition, property)}".`,
        "Give this one another name with .named('…').",
      ),
    );
}

function baseFaults(definition: TableDefinition): readonly TableFault[] {
  const { writes, projections, columns, storage } = definition;
  const isBase = writes === 'versioned' || writes === 'append-only';
  const shared = Object.keys(columns).filter((property) => columns[property]?.isStatic === true);
  const counters = Object.keys(columns).filter((property) => columns[property]?.kind === 'counter');
  return [
    ...(projections.length > 0 && !isBase
      ? [
          fault(
            definition,
            [],
            'It has projections and its writes are plain, which would not reach them.',
            "Declare it with writes: 'versioned'.",
          ),
        ]
      : []),
    ...(isBase && (storage.defaultTtlSeconds ?? 0) > 0
      ? [
          fault(
            definition,
            [],
            'A row that expires has no version any more, and leaves its projections behind.',
            'Remove defaultTtlSeconds.',
          ),
        ]
      : []),
    ...(isBase && storage.gcGraceSeconds === 0
      ? [
          fault(
            definition,
            [],
            'With gcGraceSeconds 0 a batch that comes late brings back what was deleted.',
            'Leave it out, or give more seconds than there are between two runs of reconcile.',
          ),
        ]
      : []),
    ...(isBase && shared.length > 0
      ? [
          fault(
            definition,
            shared,
            'A static column belongs to many rows, a version to one.',
            'Keep it in a table of its own.',
          ),
        ]
      : []),
    ...(isBase && counters.length > 0
      ? [
          fault(
            definition,
            counters,
            'A counter takes no lightweight transaction.',
            "Remove `writes` from the table's options.",
          ),
        ]
      : []),
  ];
}

function sourceFaults(definition: TableDefinition, base: TableDefinition): readonly TableFault[] {
  const { source, columns } = definition;
  const derived = new Set(Object.keys(source?.derive ?? {}));
  const key = new Set([...definition.partitionKey, ...definition.clusteringKey]);
  const missing = [...base.partitionKey, ...base.clusteringKey].filter(
    (property) => !key.has(property) || derived.has(property),
  );
  const unknown = Object.keys(columns).filter(
    (property) => !derived.has(property) && !Object.hasOwn(base.columns, property),
  );
  const hiding = [...derived].filter((property) => Object.hasOwn(base.columns, property));
  return [
    ...(definition.name === base.name
      ? [fault(definition, [], 'It has the name of its base.', 'Give it another.')]
      : []),
    ...(missing.length > 0
      ? [
          fault(
            definition,
            missing,
            "The key lacks columns of the base's key: two of its rows could fall on one.",
            `Add ${missing.map((property) => `'${property}'`).join(', ')} to clusteringKey.`,
          ),
        ]
      : []),
    ...(unknown.length > 0
      ? [
          fault(
            definition,
            unknown,
            'Its base has no such column.',
            'Add it to the base, or to `derived` with .from(…).',
          ),
        ]
      : []),
    ...(hiding.length > 0
      ? [
          fault(
            definition,
            hiding,
            'A derived column has the name of a column of the base.',
            'Give it another.',
          ),
        ]
      : []),
  ];
}
