import {
  hasIntents,
  intentsDefinition,
  storedDefinition,
} from '../../../table/projection/stored-definition.js';
import type { TableDefinition } from '../../../table/table-definition.js';
import { TableModel } from '../../../table/table-model.js';
import { WriteTarget } from '../../write/write-target.js';

/** One projection of a base, as it is stored. */
export interface StoredProjection {
  readonly definition: TableDefinition;
  readonly target: WriteTarget;
}

/** A base and everything its writes touch, with the columns that rows do not show. */
export class TableFamily {
  readonly base: WriteTarget;
  readonly projections: readonly StoredProjection[];
  /** Undefined where nothing has to be repaired: without projections, and where rows never change. */
  readonly intents: WriteTarget | undefined;

  constructor(
    readonly definition: TableDefinition,
    readonly keyspace: string,
  ) {
    const target = (stored: TableDefinition): WriteTarget =>
      new WriteTarget(keyspace, new TableModel(stored));
    this.base = target(storedDefinition(definition));
    this.projections = definition.projections.map((projection) => ({
      definition: projection,
      target: target(storedDefinition(projection)),
    }));
    this.intents = hasIntents(definition) ? target(intentsDefinition(definition)) : undefined;
  }
}
