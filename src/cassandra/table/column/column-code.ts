import type { Column } from './column.js';
import { snakeCase } from '../snake-case.js';
import { type CqlType, isScalarType, type UdtField } from './cql-type.js';

/** The text as TypeScript writes it. */
export function stringCode(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&')}'`;
}

/** `['city', 'age']` */
export function listCode(texts: readonly string[]): string {
  return `[${texts.map(stringCode).join(', ')}]`;
}

/** `city: text()`, whatever the property's name. */
export function propertyCode(property: string, code: string): string {
  return `${/^[a-z_$][\w$]*$/i.test(property) ? property : stringCode(property)}: ${code}`;
}

/** The calls that declare a type: `set(frozen(list(int())))`. */
export function typeCode(type: CqlType): string {
  if (isScalarType(type)) return `${type.kind}()`;
  switch (type.kind) {
    case 'list':
    case 'set':
      return `${type.kind}(${typeCode(type.element)})`;
    case 'map':
      return `map(${typeCode(type.key)}, ${typeCode(type.value)})`;
    case 'tuple':
      return `tuple(${type.elements.map(typeCode).join(', ')})`;
    case 'vector':
      return `vector(${typeCode(type.element)}, ${String(type.dimensions)})`;
    case 'frozen':
      return `frozen(${typeCode(type.of)})`;
    case 'udt':
      return `udt(${stringCode(type.udt.name)}, { ${type.udt.fields.map(fieldCode).join(', ')} })`;
  }
}

/** What of a column's declaration is kept: its name in Cassandra always. */
export type ColumnCodeOptions = Partial<Pick<Column, 'isNullable' | 'isStatic'>>;

/** The declaration of a column to paste, without its default. */
export function columnCode(
  property: string,
  { type, columnName }: Pick<Column, 'type' | 'columnName'>,
  { isNullable, isStatic }: ColumnCodeOptions = {},
): string {
  const calls = [
    ...(isNullable === true ? ['.nullable()'] : []),
    ...(isStatic === true ? ['.static()'] : []),
    ...(columnName === undefined ? [] : [`.named(${stringCode(columnName)})`]),
  ];
  return propertyCode(property, `${typeCode(type)}${calls.join('')}`);
}

function fieldCode({ property, name, type, isNullable }: UdtField): string {
  const columnName = name === snakeCase(property) ? undefined : name;
  return columnCode(property, { type, columnName }, { isNullable });
}
