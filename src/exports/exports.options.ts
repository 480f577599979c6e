/** Where exports are written and how much of them there may be. */
export interface ExportsOptions {
  /** The folder below which exports are written; the same for all instances, if finished parts are to survive one. */
  readonly root: string;
  /** How long a job whose instance says nothing stays its own. An instance that cannot renew for so long stops. */
  readonly leaseMs: number;
  /** Jobs this instance runs at once. */
  readonly atOnce: number;
  /** Jobs of all instances that wait for their turn; more are refused. */
  readonly queueLength: number;
  /** What the files below the root may come to, in bytes. */
  readonly budgetBytes: number;
  /** A job that has ended goes, with its files, when it was made so long ago. */
  readonly retentionDays: number;
}

/** Everything but the root. */
export const exportsDefaults: Omit<ExportsOptions, 'root'> = {
  leaseMs: 30_000,
  atOnce: 1,
  queueLength: 20,
  budgetBytes: 10_240 * 2 ** 20,
  retentionDays: 30,
};

/** The token of the options, provided by `ExportsModule.forRoot()`. */
export const EXPORTS_OPTIONS = Symbol('EXPORTS_OPTIONS');
