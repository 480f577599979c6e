import {
  type Page,
  type PageOptions,
  type Query,
  type QuerySettings,
} from '../../cassandra/index.js';
import { type ListSource } from '../../common/list/list-source.js';
import { patientNotFound } from './patient-not-found.js';

/** A row of a partition that belongs to one patient. */
export interface PatientRow {
  /** Static: set in the whole partition once it is being erased. */
  readonly erasedAt: Date | null;
}

/** What tells of an erasure where there are no rows to tell. */
export interface ErasureMark {
  /** Reads the static marker of the partition. */
  readonly isSet: () => Promise<boolean>;
  /**
   * Rows of one page are read at one moment, so that any of them tells whether the partition was whole then. Not so by an
   * index, which reads them one after the other.
   */
  readonly isInEveryRow: boolean;
}

/**
 * Rows of one patient's partition, and never part of what an erasure has begun to take away: a read that meets the marker
 * answers as if there were no such patient.
 */
export class PatientList<Item extends PatientRow> implements ListSource<Item> {
  constructor(
    private readonly query: Query<Item>,
    private readonly mark: ErasureMark,
  ) {}

  async page(options: PageOptions): Promise<Page<Item>> {
    const page = await this.query.page(options);
    if (page.rows.length === 0 || !this.mark.isInEveryRow) await this.#requireNoMark();
    requireWhole(page.rows);
    return page;
  }

  with(settings: QuerySettings): PatientList<Item> {
    return new PatientList(this.query.with(settings), this.mark);
  }

  /** The marker is read once more at the end: a partition that was erased on the way just ends. */
  async *pages(): AsyncGenerator<readonly Item[], void, undefined> {
    for await (const rows of this.query.pages()) {
      requireWhole(rows);
      yield rows;
    }
    await this.#requireNoMark();
  }

  async #requireNoMark(): Promise<void> {
    if (await this.mark.isSet()) throw patientNotFound();
  }
}

function requireWhole(rows: readonly PatientRow[]): void {
  if (rows.some(({ erasedAt }) => erasedAt !== null)) throw patientNotFound();
}
