import { assignmentCql } from '../../../cql/assignment-cql.js';
import { keyCql, updateCql } from '../../../cql/write-cql.js';
import type { ColumnModel, TableModel } from '../../../table/table-model.js';

/**
 * Texts of chosen columns a table gets before its updates set all columns: an application changes the same few sets of columns
 * again and again, but nothing bounds the sets that changes from outside can name, and the driver keeps each text it prepared.
 */
export const maxChosenTexts = 16;

/** Sets of more columns have no exact number; tables of more set all. */
const maxNumberedColumns = 50;

/** What an update writes beside its key. */
export interface UpdateShape {
  /** One for each column that may change; undefined: left alone. */
  readonly changes: readonly unknown[];
  readonly hasTtl: boolean;
  readonly hasTimestamp: boolean;
}

/** The text of updates of a shape. */
export interface UpdateText {
  readonly cql: string;
  readonly hasTtl: boolean;
  /** Those it sets. */
  readonly columns: readonly ColumnModel[];
  /** Of each of them, among the columns that may change. */
  readonly places: readonly number[];
  /** The places of lists: to write one twice at one time doubles it. */
  readonly lists: readonly number[];
}

/**
 * The texts of updates that give columns whole values. The first shapes a table sees have texts that set just their columns: to
 * send and to read eight columns that are left unset takes the client a tenth more. Later shapes share one that sets all.
 */
export class UpdateTexts {
  readonly #chosen = new Map<number, UpdateText>();
  readonly #all = new Map<boolean, UpdateText>();

  constructor(
    private readonly keyspace: string,
    private readonly model: TableModel,
  ) {}

  of(shape: UpdateShape): UpdateText {
    const number = numberOf(shape);
    const known = this.#chosen.get(number);
    if (known !== undefined) return known;
    const isWide = shape.changes.length > maxNumberedColumns;
    if (isWide || this.#chosen.size === maxChosenTexts) return this.#ofAll(shape.hasTimestamp);
    const places = [...shape.changes.keys()].filter((at) => shape.changes[at] !== undefined);
    const text = this.#make(places, shape);
    this.#chosen.set(number, text);
    return text;
  }

  #ofAll(hasTimestamp: boolean): UpdateText {
    const known = this.#all.get(hasTimestamp);
    if (known !== undefined) return known;
    const places = [...this.model.changeableColumns.keys()];
    const text = this.#make(places, { hasTtl: true, hasTimestamp });
    this.#all.set(hasTimestamp, text);
    return text;
  }

  #make(
    places: readonly number[],
    using: Pick<UpdateShape, 'hasTtl' | 'hasTimestamp'>,
  ): UpdateText {
    const { changeableColumns, key } = this.model;
    const columns = changeableColumns.filter((_, at) => places.includes(at));
    const cql = updateCql(this.keyspace, this.model, {
      assignments: columns.map((column) => assignmentCql(column, 'value')),
      hasTtl: using.hasTtl,
      hasTimestamp: using.hasTimestamp,
      where: keyCql(key),
      condition: '',
    });
    const lists = places.filter((at) => changeableColumns[at]?.kind === 'list');
    return { cql, hasTtl: using.hasTtl, columns, places, lists };
  }
}

/** A bit for each column that is changed, one for each part of USING. */
function numberOf({ changes, hasTtl, hasTimestamp }: UpdateShape): number {
  let number = (hasTtl ? 2 : 0) + (hasTimestamp ? 1 : 0);
  for (const change of changes) number = number * 2 + (change === undefined ? 0 : 1);
  return number;
}
