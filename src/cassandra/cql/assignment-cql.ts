import type { ColumnModel } from '../table/table-model.js';
import { quoteIdentifier } from './quote-identifier.js';

/**
 * How a column changes. `elements` is what is added to and taken from a set or map, each may be unset; `increment` is for
 * counters. A list takes no unset operand: the server fails on it (5.0.9), so its forms differ.
 */
export type AssignmentShape =
  'value' | 'elements' | 'append' | 'prepend' | 'discard' | 'at' | 'fields' | 'increment';

/** `"name" = ?` and its kin; as many question marks as the shape has values. */
export function assignmentCql({ name, type }: ColumnModel, shape: AssignmentShape): string {
  const column = quoteIdentifier(name);
  switch (shape) {
    case 'value':
      return `${column} = ?`;
    case 'elements':
      return `${column} = ${column} + ?, ${column} = ${column} - ?`;
    case 'append':
    case 'increment':
      return `${column} = ${column} + ?`;
    case 'prepend':
      return `${column} = ? + ${column}`;
    case 'discard':
      return `${column} = ${column} - ?`;
    case 'at':
      return `${column}[?] = ?`;
    case 'fields': {
      const fields = type.kind === 'udt' ? type.udt.fields : [];
      return fields.map((field) => `${column}.${quoteIdentifier(field.name)} = ?`).join(', ');
    }
  }
}
