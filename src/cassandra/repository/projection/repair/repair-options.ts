/** When intents are looked at, in milliseconds. */
export interface RepairAges {
  /** One that is older is taken up: its writer has given up by then. */
  readonly afterMs: number;
  /**
   * A new row whose insert has not come by then will not come any more: nothing can be fenced off that is not there. Longer
   * than any clock is wrong and any process may pause.
   */
  readonly forgetMs: number;
}

export const defaultForgetMs = 600_000;
