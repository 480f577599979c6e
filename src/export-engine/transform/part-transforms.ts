import { type ErrorBudget } from '../errors/error-budget.js';
import { type ResolvedOptions } from '../options/resolve-options.js';
import { type ExportPlan } from '../plan/export-plan.js';
import { removeDeadLetters } from './dead-letters.js';
import { PartTransform } from './part-transform.js';

/** Makes the transform of each part. */
export interface PartTransforms {
  ofPart(part: number): PartTransform;
}

/** Undefined where there is none. What parts that are not finished have left of dead letters is removed. */
export async function openTransforms(
  plan: ExportPlan,
  { transform, destination }: ResolvedOptions,
  budget: ErrorBudget,
  open: readonly number[],
): Promise<PartTransforms | undefined> {
  if (transform === undefined) return undefined;
  await removeDeadLetters(destination, open);
  return { ofPart: (part) => new PartTransform(plan, part, transform, destination, budget) };
}
