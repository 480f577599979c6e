import { StatementTexts } from '../../cql/statement-texts.js';
import type { TableOf } from '../../table/table.js';
import { TableModel } from '../../table/table-model.js';
import { verifyTables } from '../../table/verify/verify-tables.js';
import { UpdateTexts } from './plan/update-texts.js';

/** The table writes go to, and the texts of its statements. */
export class WriteTarget {
  /** Of updates that give columns whole values. */
  readonly updates: UpdateTexts;
  readonly #texts = new StatementTexts();

  constructor(
    readonly keyspace: string,
    readonly model: TableModel,
  ) {
    this.updates = new UpdateTexts(keyspace, model);
  }

  /** The text of a shape; a shape is all that texts differ by. */
  text(shape: string, make: () => string): string {
    return this.#texts.text(shape, make);
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
