import { isCqlType } from '../../codec/codecs.js';
import type { TableFault } from '../../errors/refused/invalid-table.error.js';
import type { CqlType } from '../column/cql-type.js';
import { type IndexDeclaration, indexedProperty } from '../index-declaration.js';
import { indexTarget, whyNotIndexable } from '../index-target.js';
import type { TableDefinition } from '../table-definition.js';
import { tableFault } from './table-fault.js';

const mapTargets: ReadonlySet<unknown> = new Set(['values', 'keys', 'entries']);

/** Faults of `indexes`. */
export function indexFaults(definition: TableDefinition): readonly TableFault[] {
  return [
    ...definition.indexes.flatMap((declaration) => faultsOf(definition, declaration)),
    ...repeated(definition),
  ];
}

function faultsOf(
  definition: TableDefinition,
  declaration: IndexDeclaration,
): readonly TableFault[] {
  const property = indexedProperty(declaration);
  const fault = (code: 'index-column' | 'index-type', problem: string, fix: string): TableFault =>
    tableFault(definition, code, [property], problem, fix);
  if (!Object.hasOwn(definition.columns, property)) {
    return [fault('index-column', 'indexes names a column that is not declared.', 'Declare it.')];
  }
  const { partitionKey } = definition;
  if (partitionKey.length === 1 && partitionKey[0] === property) {
    const problem = 'The only partition column needs no index and can have none.';
    return [fault('index-column', problem, 'Remove it.')];
  }
  const type = definition.columns[property]?.type;
  // What is no column type has its fault already.
  if (!isCqlType(type)) return [];
  const wrongTarget = targetFaults(definition, declaration, type);
  if (wrongTarget.length > 0) return wrongTarget;
  const hasCounter = Object.values(definition.columns).some(({ kind }) => kind === 'counter');
  const problem = hasCounter
    ? 'A table with a counter can have no index.'
    : whyNotIndexable(type, indexTarget(type, declaration));
  if (problem === undefined) return [];
  return [fault('index-type', problem, 'Remove it from indexes.')];
}

function targetFaults(
  definition: TableDefinition,
  declaration: IndexDeclaration,
  type: CqlType,
): readonly TableFault[] {
  if (typeof declaration === 'string') return [];
  const { column, target } = declaration;
  const unknown = Object.keys(declaration).filter((name) => name !== 'column' && name !== 'target');
  const fault = (problem: string, fix: string): TableFault =>
    tableFault(definition, 'index-target', [column], problem, fix);
  if (unknown.length > 0) {
    return [fault('The index has an option that does not exist.', 'Use column and target.')];
  }
  if (target === undefined) return [];
  if (!mapTargets.has(target)) {
    return [fault('An index has no such target.', "Use 'values', 'keys' or 'entries'.")];
  }
  if (type.kind === 'map') return [];
  return [fault('Only an index on a map that is not frozen has a target.', 'Remove target.')];
}

function repeated(definition: TableDefinition): readonly TableFault[] {
  const seen = new Set<string>();
  const twice = new Set<string>();
  for (const declaration of definition.indexes) {
    const property = indexedProperty(declaration);
    const type = definition.columns[property]?.type;
    const target = isCqlType(type) ? indexTarget(type, declaration) : 'column';
    const id = JSON.stringify([property, target]);
    if (seen.has(id)) twice.add(property);
    seen.add(id);
  }
  return [...twice].map((property) => {
    const problem = 'indexes names this column twice.';
    return tableFault(definition, 'index-column', [property], problem, 'Name it once.');
  });
}
