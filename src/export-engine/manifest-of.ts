import { wholeRing } from '../cassandra/index.js';
import { type FinishedPart } from './files/journal.js';
import { type Manifest } from './files/manifest.js';
import { fileColumns } from './plan/export-plan.js';
import { type StoredPlan } from './plan/open-plan.js';
import { exportStatement } from './plan/export-statement.js';
import { addCounts, noRows } from './transform/row-transform.js';

export function manifestOf({ plan, hash }: StoredPlan, files: readonly FinishedPart[]): Manifest {
  const sum = (count: (file: FinishedPart) => number): number =>
    files.reduce((total, file) => total + count(file), 0);
  return {
    version: 1,
    exportId: plan.id,
    planHash: hash,
    keyspace: plan.keyspace,
    table: plan.table,
    statement: exportStatement(plan, wholeRing).cql,
    format: plan.format,
    compression: plan.compression,
    consistency: plan.consistency,
    warning: ['ONE', 'LOCAL_ONE'].includes(plan.consistency)
      ? 'One replica answered each page: rows that only other replicas have are missing unless the table was repaired.'
      : null,
    columns: Object.fromEntries(fileColumns(plan).map(({ name, type }) => [name, type.kind])),
    rows: sum(({ rows }) => rows),
    bytes: sum(({ bytes }) => bytes),
    badCells: sum(({ badCells }) => badCells),
    ...(plan.transform !== undefined && {
      transform: files.map(({ transform }) => transform ?? noRows).reduce(addCounts, noRows),
    }),
    startedAt: plan.createdAt,
    finishedAt: new Date().toISOString(),
    versions: { node: process.versions.node },
  };
}
