import { kindOfValue } from '../../codec/value/value-kind.js';
import type { ColumnModel, TableModel } from '../../table/table-model.js';
import type { QueryFault } from '../query-fault.js';
import { isPlainObject, unknownColumn } from '../filter/read-filter.js';
import { functionFault } from './function-faults.js';
import { SelectFunction, type SelectFunctionName } from './select-function.js';

/** A function of a selection and the property its value gets. */
export interface SelectedFunction {
  readonly property: string;
  readonly name: SelectFunctionName;
  /** Undefined for the number of rows. */
  readonly column: ColumnModel | undefined;
  /** Encoded; of `similarity` only. */
  readonly operand?: unknown;
}

/** What `select` was told, and what is wrong with its items taken one at a time. */
export interface ReadSelection {
  readonly columns: readonly ColumnModel[];
  readonly functions: readonly SelectedFunction[];
  readonly faults: readonly QueryFault[];
}

/** A row is made of properties by these names already. */
const takenProperties: ReadonlySet<string> = new Set(['toJSON', '__proto__', 'constructor']);

const fault = (columns: readonly string[], problem: string, fix: string): QueryFault => ({
  code: 'select',
  columns,
  problem,
  fix,
});

/** Reads the items of `select`, which may come from anywhere. */
export function readSelection(model: TableModel, items: readonly unknown[]): ReadSelection {
  const columns: ColumnModel[] = [];
  const functions: SelectedFunction[] = [];
  const faults: QueryFault[] = [];
  const properties = new Set<string>();
  const take = (property: string): boolean => {
    if (!properties.has(property) && !takenProperties.has(property)) {
      properties.add(property);
      return true;
    }
    const why = properties.has(property) ? 'is selected twice' : 'cannot be the name of a property';
    faults.push(fault([property], `"${property}" ${why}.`, 'Choose another name.'));
    return false;
  };
  for (const item of items) {
    if (typeof item === 'string') {
      const column = model.column(item);
      if (column === undefined) faults.push({ ...unknownColumn(model, item), code: 'select' });
      else if (take(item)) columns.push(column);
    } else if (isPlainObject(item) && !(item instanceof SelectFunction)) {
      for (const [property, value] of Object.entries(item)) {
        const read = readFunction(model, property, value);
        if ('code' in read) faults.push(read);
        else if (take(property)) functions.push(read);
      }
    } else {
      faults.push(notAnItem(item));
    }
  }
  if (properties.size === 0 && faults.length === 0) {
    faults.push(
      fault([], 'select names no column.', `Name one or more of ${namesOf(model).join(', ')}.`),
    );
  }
  return { columns, functions, faults };
}

function readFunction(
  model: TableModel,
  property: string,
  value: unknown,
): SelectedFunction | QueryFault {
  if (!(value instanceof SelectFunction)) {
    return fault(
      [property],
      `"${property}" is no function but ${kindOfValue(value)}.`,
      `Give { ${property}: count() }, or sum, avg, min, max, writetime or another function of a column.`,
    );
  }
  const { name, property: of, operand } = value as SelectFunction;
  if (of === undefined) return { property, name: 'count', column: undefined };
  const column = model.column(of);
  if (column === undefined) return { ...unknownColumn(model, of), code: 'select' };
  const wrong = functionFault(name, column, operand);
  if (wrong !== undefined) return wrong;
  return name === 'similarity'
    ? { property, name, column, operand: column.codec.encode(operand) }
    : { property, name, column };
}

function notAnItem(item: unknown): QueryFault {
  return fault(
    [],
    item instanceof SelectFunction
      ? 'A function is selected without a name for its value.'
      : `select takes column names and objects of functions, not ${kindOfValue(item)}.`,
    'Give it a name: select({ total: sum(…) }).',
  );
}

const namesOf = (model: TableModel): readonly string[] =>
  model.columns.map((column) => column.property);
