import type { TableOf } from '../../table/table.js';
import { TableModel } from '../../table/table-model.js';
import { verifyTables } from '../../table/verify/verify-tables.js';

/** The table writes go to, and the texts of its statements: each is made once per shape, and prepared once by the driver. */
export class WriteTarget {
  readonly #texts = new Map<string, string>();

  constructor(
    readonly keyspace: string,
    readonly model: TableModel,
  ) {}

  /** The text of a shape; a shape is all that texts differ by. */
  text(shape: string, make: () => string): string {
    const known = this.#texts.get(shape);
    if (known !== undefined) return known;
    const text = make();
    this.#texts.set(shape, text);
    return text;
  }
}

/** The targets of a connection, one per table class. */
export class WriteTargets {
  readonly #targets = new Map<TableOf<unknown>, WriteTarget>();

  constructor(private readonly keyspace: string) {}

  of(table: TableOf<unknown>): WriteTarget {
    const known = this.#targets.get(table);
    if (known !== undefined) return known;
    verifyTables([table]);
    const keyspace = table.definition.keyspace ?? this.keyspace;
    const target = new WriteTarget(keyspace, new TableModel(table.definition));
    this.#targets.set(table, target);
    return target;
  }
}
