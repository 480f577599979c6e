import type { Column, DerivedColumn } from './column.js';
import type { ColumnMethod, CompoundType, CqlType } from './cql-type.js';

/** The type of a column that stands inside another; undefined, which the verifier reports, of what is no column. */
export function innerType(column: Column): CqlType {
  return { ...column }.type;
}

/** Of columns inside a type only their types are used; what else was said of them is kept for the verifier to refuse. */
export function unheard(
  columns: readonly Column[],
  heard: readonly ColumnMethod[] = [],
): Pick<CompoundType, 'unheard'> {
  const methods = columns.flatMap(methodsOf).filter((method) => !heard.includes(method));
  return methods.length === 0 ? {} : { unheard: methods };
}

function methodsOf(column: Column): readonly ColumnMethod[] {
  const said: Partial<Column & Pick<DerivedColumn, 'derive'>> = { ...column };
  const { derive, isNullable, isStatic, columnName, defaultValue } = said;
  const methods: ColumnMethod[] = [];
  if (derive !== undefined) methods.push('.from(…)');
  else if (isNullable === true) methods.push('.nullable()');
  if (isStatic === true) methods.push('.static()');
  if (columnName !== undefined) methods.push('.named(…)');
  if (defaultValue !== undefined) methods.push('.default(…)');
  return methods;
}
