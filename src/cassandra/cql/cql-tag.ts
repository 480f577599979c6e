import { kindOfValue } from '../codec/value/value-kind.js';
import type { Fault } from '../errors/fault.js';
import { columnNameOf } from '../table/table-model.js';
import type { TableDefinition } from '../table/table-definition.js';
import type { TableOf } from '../table/table.js';
import { type CqlValue, encodeCqlValue, isCqlValue } from './cql-value.js';
import { quoteIdentifier, quoteTable } from './quote-identifier.js';

/** What may stand between `${` and `}` of the `cql` tag beside values: a table class, a column, other CQL. */
export type CqlPart = TableOf<unknown> | CqlColumn | Cql;

/** A column's name in Cassandra, quoted; made by `column()`. */
export class CqlColumn {
  /** @internal */
  constructor(
    /** Without the quotes. */
    readonly name: string,
  ) {
    Object.freeze(this);
  }
}

/** The column behind a property of a table, for the `cql` tag. */
export function column<Definition extends TableDefinition>(
  table: { readonly definition: Definition },
  property: keyof Definition['columns'] & string,
): CqlColumn {
  const { columns, name } = table.definition;
  if (!Object.hasOwn(columns, property)) {
    throw new TypeError(`column: "${property}" is no column of "${name}"`);
  }
  return new CqlColumn(columnNameOf(table.definition, property));
}

type Piece =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'table'; readonly definition: TableDefinition }
  | { readonly type: 'value'; readonly value: unknown };

/** CQL text with its values apart; made by the `cql` tag only. */
export class Cql {
  /** @internal */
  constructor(
    /** Text, tables and values in the order they were written. */
    readonly pieces: readonly Piece[],
    /** Why it will be refused when it is used; empty where nothing is wrong. */
    readonly faults: readonly Fault<'cql-text' | 'cql-value'>[],
  ) {
    Object.freeze(this);
  }
}

/**
 * CQL as a tagged template. Text between the interpolations is the program's own; a table class becomes its quoted name with
 * the keyspace, `column(User, 'cityId')` a quoted column, other `cql` is put in as it is, and anything else is a bound value:
 * nothing that is interpolated ever becomes text.
 */
export function cql(strings: TemplateStringsArray, ...parts: readonly (CqlPart | CqlValue)[]): Cql {
  if (!Array.isArray(strings.raw) || !Object.isFrozen(strings)) {
    throw new TypeError('cql is a template tag: write cql`SELECT …`');
  }
  const pieces: Piece[] = [];
  const faults: Fault<'cql-text' | 'cql-value'>[] = [];
  let quote: string | undefined;
  strings.forEach((text, index) => {
    pieces.push({ type: 'text', text });
    if (index >= parts.length) return;
    quote = quoteAfter(text, quote);
    if (quote !== undefined) faults.push(insideQuotes);
    const part: unknown = parts[index];
    if (part instanceof Cql) {
      pieces.push(...part.pieces);
      faults.push(...part.faults);
    } else if (part instanceof CqlColumn) {
      pieces.push({ type: 'text', text: quoteIdentifier(part.name) });
    } else if (isTable(part)) {
      pieces.push({ type: 'table', definition: part.definition });
    } else if (isCqlValue(part)) {
      pieces.push({ type: 'value', value: encodeCqlValue(part) });
    } else {
      faults.push(notAValue(part));
    }
  });
  return new Cql(pieces, faults);
}

/** The text to send and its values, with the keyspace of tables that name none. */
export function compileCql(
  { pieces }: Cql,
  keyspace: string,
): { readonly cql: string; readonly values: readonly unknown[]; readonly table: string } {
  const values: unknown[] = [];
  let table: string | undefined;
  const texts = pieces.map((piece) => {
    switch (piece.type) {
      case 'text':
        return piece.text;
      case 'table':
        table ??= piece.definition.name;
        return quoteTable(piece.definition.keyspace ?? keyspace, piece.definition.name);
      case 'value':
        values.push(piece.value);
        return '?';
    }
  });
  return { cql: texts.join('').trim(), values, table: table ?? 'cql' };
}

function isTable(part: unknown): part is TableOf<unknown> {
  return typeof part === 'function' && 'definition' in part;
}

/** The kind of quotes the text ends inside of, if any. */
function quoteAfter(text: string, before: string | undefined): string | undefined {
  let open = before;
  for (const character of text) {
    if (open === undefined && (character === "'" || character === '"')) open = character;
    else if (character === open) open = undefined;
  }
  return open;
}

const insideQuotes: Fault<'cql-text'> = {
  code: 'cql-text',
  columns: [],
  problem: 'Something is interpolated inside quotes.',
  fix: 'Leave the quotes out: values are bound, names are quoted already.',
};

function notAValue(part: unknown): Fault<'cql-value'> {
  return {
    code: 'cql-value',
    columns: [],
    problem: `${kindOfValue(part)} cannot be bound.`,
    fix: 'Give a text, number, bigint, boolean, Date, Uint8Array, Decimal, Duration, Float32Array of finite numbers, or an array, Set or Map of them; a table class or column(…) for a name.',
  };
}
