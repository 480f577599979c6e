/**
 * For one export that several processes run, one after the other, each into a folder of its own: how the next one goes on from
 * those before it without ever opening their files for writing.
 */
export interface ExportHandover {
  /** The plan to go by, as `onPlan` was given it. @default the one in the folder, else a new one */
  readonly plan?: string;
  /**
   * Folders of the processes before. Their finished parts are linked into this one, or copied where the file system knows no
   * links, as far as they are whole; a folder that is not there, or is of another plan, has none.
   */
  readonly adoptFrom?: readonly string[];
  /** Called with the plan once it is on disk; no row is read before this resolves. What it throws ends the export. */
  readonly onPlan?: (plan: string) => Promise<void>;
  /** Called before the manifest is written: what it throws ends the export, and there is no manifest. */
  readonly beforeManifest?: () => Promise<void>;
}
