import type { ColumnModel } from '../../table/table-model.js';
import { either } from '../filter/fixes.js';
import { vectorFault } from '../nearest/vector-fault.js';
import type { QueryFault } from '../query-fault.js';
import type { SelectFunctionName } from './select-function.js';

const wholeKinds: ReadonlySet<string> = new Set([
  'tinyint',
  'smallint',
  'int',
  'bigint',
  'varint',
  'counter',
]);
const fractionKinds: ReadonlySet<string> = new Set(['float', 'double', 'decimal']);
/** Kinds whose values Cassandra has no order for that a reader would expect. */
const unorderedKinds: ReadonlySet<string> = new Set([
  'list',
  'set',
  'map',
  'frozen',
  'tuple',
  'udt',
  'vector',
  'duration',
]);
/** Kinds that are stored in many cells, each with a write time of its own. */
const manyCellKinds: ReadonlySet<string> = new Set(['list', 'set', 'map', 'udt']);

/** Are the values of this kind whole numbers? */
export function isWholeKind(kind: string): boolean {
  return wholeKinds.has(kind);
}

/** Why a function cannot be used on a column, if it cannot. */
export function functionFault(
  name: SelectFunctionName,
  column: ColumnModel,
  operand?: unknown,
): QueryFault | undefined {
  switch (name) {
    case 'sum':
    case 'avg':
      return isWholeKind(column.kind) || fractionKinds.has(column.kind)
        ? undefined
        : typeFault(name, column, 'numbers only');
    case 'min':
    case 'max':
      return unorderedKinds.has(column.kind)
        ? typeFault(name, column, 'values that have an order')
        : undefined;
    case 'writetime':
    case 'maxwritetime':
    case 'ttl':
      return writtenFault(name, column);
    case 'similarity':
      return vectorFault(column, operand);
    case 'count':
      return undefined;
  }
}

function typeFault(name: SelectFunctionName, column: ColumnModel, takes: string): QueryFault {
  return {
    code: 'aggregate-type',
    columns: [column.property],
    problem: `"${column.property}" (${column.kind}): ${name} takes ${takes}.`,
    fix: either(`use ${name} on another column`, 'compute it in the application'),
  };
}

function writtenFault(name: SelectFunctionName, column: ColumnModel): QueryFault | undefined {
  const { property, kind, role } = column;
  if (role === 'partition' || role === 'clustering') {
    return {
      code: 'writetime',
      columns: [property],
      problem: `"${property}" is part of the key, which has no ${name}.`,
      fix: `Use ${name} on a column outside the key.`,
    };
  }
  if (name === 'maxwritetime' || !manyCellKinds.has(kind)) return undefined;
  return {
    code: 'writetime',
    columns: [property],
    problem: `"${property}" (${kind}) has a ${name} for each of its parts.`,
    fix:
      name === 'writetime'
        ? `Use maxwritetime('${property}'), the latest of them, or declare it frozen(…).`
        : 'Declare it frozen(…): there is no maxttl.',
  };
}
