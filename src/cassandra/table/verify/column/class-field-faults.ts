import type { TableFault } from '../../../errors/refused/invalid-table.error.js';
import type { Column } from '../../column/column.js';
import { columnCode } from '../../column/column-code.js';
import { columnNameOf } from '../../table-model.js';
import type { TableOf } from '../../table.js';
import { tableFault } from '../table-fault.js';

/**
 * Makes one row of the class and looks what became of its columns. `age!: number` compiles and erases the value, a getter of
 * a column's name makes it unwritable, a field of another name would be missing in rows that were read.
 */
export function classFieldFaults(table: TableOf<unknown>): readonly TableFault[] {
  const { definition } = table;
  const properties = Object.keys(definition.columns);
  const hidden = properties.filter((property) => isMember(table, property));
  if (hidden.length > 0) {
    return hidden.map((property) =>
      tableFault(
        definition,
        'column-name',
        [property],
        `"${property}" is a column and a member of the class.`,
        `Rename the member; or rename the property: ${otherName(table, property)}.`,
      ),
    );
  }
  return fieldFaults(table, properties);
}

function otherName({ definition }: TableOf<unknown>, property: string): string {
  const { type } = definition.columns[property] as Column;
  return `\`${columnCode(`${property}Value`, { type, columnName: columnNameOf(definition, property) })}\``;
}

function isMember(table: TableOf<unknown>, property: string): boolean {
  const { prototype } = table as unknown as { readonly prototype: object };
  return property in prototype;
}

function fieldFaults(
  table: TableOf<unknown>,
  properties: readonly string[],
): readonly TableFault[] {
  const { definition } = table;
  const marks = new Map(properties.map((property) => [property, Symbol(property)]));
  const row = probe(table, Object.fromEntries(marks));
  if (row === undefined) {
    const problem = 'The constructor of the class throws.';
    return [
      tableFault(
        definition,
        'class-field',
        [],
        problem,
        'Remove the constructor: rows that were read are made by the one of Table().',
      ),
    ];
  }
  const own = Object.keys(row);
  const erased = properties.filter(
    (property) => Reflect.get(row, property) !== marks.get(property),
  );
  const added = own.filter((property) => !marks.has(property));
  return [
    ...erased.map((property) =>
      tableFault(
        definition,
        'class-field',
        [property],
        `The class has a field "${property}", which erases the column's value.`,
        `Remove it, or write \`declare ${property}: …\`.`,
      ),
    ),
    ...added.map((property) =>
      tableFault(
        definition,
        'class-field',
        [property],
        `The class has a field "${property}", which rows that were read do not have.`,
        `Make it a getter, \`get ${property}() { … }\`, a method or a static; or declare it in columns.`,
      ),
    ),
  ];
}

function probe(
  table: TableOf<unknown>,
  row: Readonly<Record<string, unknown>>,
): object | undefined {
  try {
    return Reflect.construct(table, [row]) as object;
  } catch {
    return undefined;
  }
}
