import { codecOf, isCqlType } from '../../../codec/codecs.js';
import type { TableFault } from '../../../errors/refused/invalid-table.error.js';
import type { Column } from '../../column/column.js';
import { typeCode } from '../../column/column-code.js';
import { isCollectionKind } from '../../column/column-kind.js';
import {
  type CqlType,
  holdsKind,
  isScalarType,
  partsOf,
  type UdtType,
} from '../../column/cql-type.js';
import type { TableDefinition } from '../../table-definition.js';
import { importCircle, tableFault } from '../table-fault.js';
import { udtProblem } from './udt-faults.js';

interface TypeFault {
  readonly code: 'column-type' | 'column-default' | 'collection' | 'vector' | 'udt';
  readonly problem: string;
  readonly fix: string;
}

/** Faults of what is inside a column's type, and of what its declaration says of nulls. */
export function typeFaults(definition: TableDefinition, property: string): readonly TableFault[] {
  const column = definition.columns[property];
  if (column === undefined) return [];
  const inside = faultsInside(column.type);
  // A type that cannot be has no codec to judge a default by.
  const faults = inside.length > 0 ? inside : nullFaults(column);
  return faults.map(({ code, problem, fix }) =>
    tableFault(definition, code, [property], problem, fix),
  );
}

function nullFaults(column: Column): readonly TypeFault[] {
  const { kind, type, isNullable, defaultValue } = column;
  if (isCollectionKind(kind) && isNullable) {
    const problem = `A ${kind} is never null: Cassandra stores nothing for an empty one.`;
    const fix = `Write ${typeCode(type)} without .nullable(); or frozen(${typeCode(type)}).nullable(), which tells empty from null.`;
    return [{ code: 'collection', problem, fix }];
  }
  // What a counter is where there is none is judged with its table.
  if (kind === 'counter') return [];
  return defaultFaults(type, isNullable, defaultValue);
}

function defaultFaults(
  type: CqlType,
  isNullable: boolean,
  defaultValue: unknown,
): readonly TypeFault[] {
  if (defaultValue === undefined) return [];
  const code = 'column-default';
  if (isNullable) {
    const problem = 'A nullable value never needs its default.';
    return [{ code, problem, fix: 'Remove .nullable() or .default(…).' }];
  }
  const codec = codecOf(type);
  if (codec.accepts(defaultValue)) return [];
  return [
    { code, problem: 'The default is no value of this type.', fix: `Give ${codec.expected}.` },
  ];
}

function faultsInside(type: CqlType): readonly TypeFault[] {
  const parts = partsOf(type);
  if (!parts.every(isCqlType)) {
    const problem = 'Something in it is no column type.';
    const fix = `Put the function of a type inside: text(), int(), frozen(set(text())), …. ${importCircle}`;
    return [{ code: 'column-type', problem, fix }];
  }
  return [...ownFaults(type), ...unheardFaults(type), ...parts.flatMap(faultsInside)];
}

/** What is said inside is mostly meant of the column. */
function unheardFaults(type: CqlType): readonly TypeFault[] {
  if (isScalarType(type)) return [];
  const code = type.kind === 'udt' ? 'udt' : 'collection';
  return [...new Set(type.unheard)].map((method) => {
    const problem = `${method} says nothing inside a ${type.kind}.`;
    const plain = `Write ${typeCode(type)}`;
    const canFollow = method !== '.nullable()' || !isCollectionKind(type.kind);
    const fix = canFollow ? `${plain}, or ${method} behind it, of the column.` : `${plain}.`;
    return { code, problem, fix };
  });
}

function ownFaults(type: CqlType): readonly TypeFault[] {
  if (isScalarType(type)) return [];
  switch (type.kind) {
    case 'frozen':
      return isCollectionKind(type.of.kind) || type.of.kind === 'udt'
        ? []
        : [
            {
              code: 'collection',
              problem: `Only collections and UDTs are frozen, not ${type.of.kind}.`,
              fix: `Write ${typeCode(type.of)} without frozen(…).`,
            },
          ];
    case 'set':
      return [
        ...partFaults(type),
        ...unsorted(
          type.element,
          'The elements of a set',
          `Write list(${typeCode(type.element)}), or use another type, such as bigint() for nanoseconds.`,
        ),
      ];
    case 'map':
      return [
        ...partFaults(type),
        ...unsorted(
          type.key,
          'The keys of a map',
          'Use keys of another type, such as bigint() for nanoseconds.',
        ),
      ];
    case 'vector':
      return [...partFaults(type), ...dimensionFaults(type.element, type.dimensions)];
    case 'udt':
      return [...partFaults(type), ...udtFaults(type.udt)];
    case 'tuple':
      return type.elements.length === 0 ? [emptyTuple] : partFaults(type);
    case 'list':
      return partFaults(type);
  }
}

const emptyTuple: TypeFault = {
  code: 'collection',
  problem: 'A tuple has one element or more.',
  fix: 'Write tuple(int(), text()), or the elements it has.',
};

function partFaults(type: CqlType): readonly TypeFault[] {
  const unfrozen = partsOf(type)
    .filter(({ kind }) => isCollectionKind(kind) || kind === 'udt')
    .map((part): TypeFault => ({
      code: 'collection',
      problem: `A ${part.kind} that is not frozen cannot be part of a ${type.kind}.`,
      fix: `Write frozen(${typeCode(part)}) inside.`,
    }));
  return [...unfrozen, ...countersInside(type)];
}

function countersInside(type: CqlType): readonly TypeFault[] {
  if (!partsOf(type).some(({ kind }) => kind === 'counter')) return [];
  return [
    {
      code: type.kind === 'udt' ? 'udt' : 'collection',
      problem: `A counter is a column of its own and cannot be part of a ${type.kind}.`,
      fix: 'Use bigint() inside, or a counter() column.',
    },
  ];
}

function udtFaults(udt: UdtType): readonly TypeFault[] {
  const wrong = udtProblem(udt);
  const faults: readonly TypeFault[] = wrong === undefined ? [] : [{ code: 'udt', ...wrong }];
  return [
    ...faults,
    ...udt.fields.flatMap(({ type, isNullable, defaultValue }) =>
      defaultFaults(type, isNullable, defaultValue),
    ),
  ];
}

function unsorted(type: CqlType, what: string, fix: string): readonly TypeFault[] {
  if (!holdsKind(type, 'duration')) return [];
  const problem = `${what} are sorted, and durations have no order.`;
  return [{ code: 'collection', problem, fix }];
}

function dimensionFaults(element: CqlType, dimensions: unknown): readonly TypeFault[] {
  if (typeof dimensions === 'number' && Number.isInteger(dimensions) && dimensions >= 1) return [];
  const problem = 'A vector has a whole number of dimensions, 1 or more.';
  const fix = `Give the number, such as vector(${typeCode(element)}, 3).`;
  return [{ code: 'vector', problem, fix }];
}
