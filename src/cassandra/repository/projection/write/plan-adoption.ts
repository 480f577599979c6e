import { randomUUID } from 'node:crypto';
import { createdId, writeId } from '../../../table/projection/stored-definition.js';
import { planUpdate } from '../../write/plan/plan-update.js';
import type { PlannedWrite } from '../../write/plan/planned-write.js';
import type { RowValues } from '../family/project-row.js';
import type { TableFamily } from '../family/table-family.js';

/**
 * Gives a row that plain writes have made its first version. On the condition that it is there: one that asks for the missing
 * id alone would be met by a row that is not, and make it.
 */
export function planAdoption({ base }: TableFamily, key: RowValues): PlannedWrite {
  const id = randomUUID();
  const write = planUpdate(base, key, { [writeId]: id, [createdId]: id }, { ifExists: true });
  if (write === undefined) throw new TypeError('An update with an id changes something.');
  return write;
}
