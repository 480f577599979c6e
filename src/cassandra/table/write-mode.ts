/**
 * How the rows of a table are written.
 *
 * - 'plain': as asked; the default.
 * - 'versioned': each write is a lightweight transaction and gives the row a new version, which `versionOf()` tells and
 *   `expectedVersion` demands. Such a table may have projections.
 * - 'append-only': rows are inserted and never change; they may have projections too, at the cost of one logged batch.
 * - 'projection': by the writes of its base alone; what `Projection()` makes.
 */
export type WriteMode = 'plain' | 'versioned' | 'append-only' | 'projection';

/** The modes `Table()` can be told. */
export type DeclaredWriteMode = Exclude<WriteMode, 'projection'>;

/** The modes a base of projections may have. */
export type BaseWriteMode = 'versioned' | 'append-only';
