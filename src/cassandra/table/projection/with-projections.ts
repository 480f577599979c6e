import type { TableDefinition } from '../table-definition.js';

/**
 * The declarations that belong together, each once: whoever writes a base writes its projections, and a projection without its
 * base would have no rows.
 */
export function withProjections(
  definitions: readonly TableDefinition[],
): readonly TableDefinition[] {
  const families = definitions.flatMap((definition) => {
    const base = definition.source?.base ?? definition;
    return [base, ...base.projections];
  });
  return [...new Set(families)];
}
