import { readdir } from 'node:fs/promises';
import { type Client } from 'cassandra-driver';
import { errorsName } from '../part/bad-cell-log.js';
import { DamagedExportError } from '../errors/damaged-export.error.js';
import { ExportRefusedError } from '../errors/export-refused.error.js';
import { type ExportColumn } from '../options/export-options.js';
import { type ResolvedOptions } from '../options/resolve-options.js';
import { attempt } from '../files/attempt.js';
import { journalName } from '../files/journal.js';
import { manifestFilesName, manifestName, readText, successName } from '../files/manifest.js';
import { writeWhole } from '../files/write-whole.js';
import { type ExportPlan, fileNameOf, hashOf, planFromText, planToText } from './export-plan.js';
import { makePlan } from './make-plan.js';

export const planName = 'plan.json';

export interface StoredPlan {
  readonly plan: ExportPlan;
  readonly hash: string;
  /** As it is on disk. */
  readonly text: string;
  /** It was made just now. */
  readonly isNew: boolean;
}

/** The plan of the export in the folder, to go on by; a new one where there is none. It is on disk before a row is read. */
export async function openPlan(client: Client, options: ResolvedOptions): Promise<StoredPlan> {
  const { destination: folder, resume } = options;
  const stored = await readPlan(folder);
  if (stored !== undefined) {
    if (!resume) {
      throw new ExportRefusedError(
        'The folder has an export already. Resume it, or export to another folder.',
      );
    }
    requireSame(stored.plan, options);
    return { ...stored, isNew: false };
  }
  if ((await readText(folder, journalName)) !== undefined) {
    throw new DamagedExportError(
      `The folder has a ${journalName} but no ${planName}. Nothing was changed. Export to another folder.`,
    );
  }
  const { plan: given } = options.handover;
  const plan = given === undefined ? await makePlan(client, options) : parse(given);
  if (given !== undefined) requireSame(plan, options);
  await requireNoFiles(folder, plan);
  const text = given ?? planToText(plan);
  await writeWhole(folder, planName, text);
  return { plan, text, hash: hashOf(text), isNew: given === undefined };
}

/** The folder was not removed, or made another export's, while this one ran. @throws DamagedExportError */
export async function requireSamePlan(folder: string, { hash }: StoredPlan): Promise<void> {
  if ((await readPlan(folder))?.hash === hash) return;
  throw new DamagedExportError(
    'The folder was removed or changed while the export ran. Nothing more was written. Export to another folder.',
  );
}

/** A file of this name that is not this export's must not be lost. */
async function requireNoFiles(folder: string, plan: ExportPlan): Promise<void> {
  const own = new Set([manifestName, manifestFilesName, successName, errorsName]);
  plan.parts.forEach((_, part) => own.add(fileNameOf(plan, part)));
  const other = (await attempt(readdir(folder))).find((name) => own.has(name));
  if (other === undefined) return;
  throw new ExportRefusedError(
    `The folder has a file ${other}, which would be overwritten. Nothing was changed. Export to another folder.`,
  );
}

/** Undefined where the folder has none. @throws DamagedExportError */
export async function readPlan(folder: string): Promise<Omit<StoredPlan, 'isNew'> | undefined> {
  const text = await readText(folder, planName);
  if (text === undefined) return undefined;
  return { plan: parse(text), text, hash: hashOf(text) };
}

function parse(text: string): ExportPlan {
  try {
    const plan = planFromText(text);
    if (![1, 2].includes(plan.version)) throw new SyntaxError('another version');
    return plan;
  } catch (error) {
    throw new DamagedExportError(
      `${planName} is damaged or of another version. Nothing was changed. Restore it, or export to another folder.`,
      { cause: error },
    );
  }
}

/** What was asked for now must be what the plan says: going on with something else would surprise. */
function requireSame(plan: ExportPlan, options: ResolvedOptions): void {
  const { columns, metadata } = options;
  const named = (all: readonly ExportColumn[]): string =>
    String(all.map(({ column, name }) => `${column} as ${name}`));
  const exported = plan.columns.filter((one) => one.metadata === undefined);
  const differs = [
    ['table', `${plan.keyspace}.${plan.table}`, `${options.keyspace}.${options.table}`],
    ['format', plan.format, options.format],
    ['compression', plan.compression, options.compression],
    [
      'transform',
      JSON.stringify(plan.transform?.declared),
      JSON.stringify(options.transform?.columns),
    ],
    ['writetime', JSON.stringify(plan.writetime), JSON.stringify(metadata.writetime)],
    ['ttl', JSON.stringify(plan.ttl), JSON.stringify(metadata.ttl)],
    ['where', JSON.stringify(plan.where), JSON.stringify(options.where)],
    ['precision of decimals', JSON.stringify(plan.decimals), JSON.stringify(options.decimals)],
    ['columns', columns && named(exported), columns && named(columns)],
  ].find(([, planned, asked]) => planned !== asked);
  if (differs === undefined) return;
  throw new ExportRefusedError(
    `The export in the folder has another ${String(differs[0])} than asked for. Ask for the same, or export to another folder.`,
  );
}
