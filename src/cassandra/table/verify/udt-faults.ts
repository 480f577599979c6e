import type { TableFault } from '../../errors/refused/invalid-table.error.js';
import { typeCql, type UdtType, udtsIn } from '../column/cql-type.js';
import { tableFault } from './table-fault.js';
import type { TableDefinition } from '../table-definition.js';

const legalName = /^\w{1,222}$/;

/** What is wrong with a user-defined type; undefined where nothing is. */
export function udtProblem({ name, fields }: UdtType): string | undefined {
  if (typeof name !== 'string' || !legalName.test(name)) {
    return 'A UDT has a name of 1 to 222 letters, digits and underscores.';
  }
  if (fields.length === 0) return `The UDT "${name}" has no field.`;
  if (fields.some((field) => field.property === '__proto__' || field.name === '')) {
    return `A field of the UDT "${name}" has no usable name.`;
  }
  const isRepeated = new Set(fields.map((field) => field.name)).size < fields.length;
  return isRepeated ? `Two fields of the UDT "${name}" have one name.` : undefined;
}

/** Two types of one name and keyspace that differ. */
export function sameUdtFaults(definitions: readonly TableDefinition[]): readonly TableFault[] {
  const seen = new Map<string, UdtType>();
  return definitions.flatMap((definition) =>
    Object.entries(definition.columns).flatMap(([property, { type }]) =>
      udtsIn(type).flatMap((udt) => {
        const id = JSON.stringify([definition.keyspace ?? null, udt.name]);
        const other = seen.get(id) ?? udt;
        seen.set(id, other);
        if (other === udt || shapeOf(other) === shapeOf(udt)) return [];
        const problem = `There is another UDT "${udt.name}", with other fields.`;
        return [tableFault(definition, 'udt', [property], problem, 'Use one of them for both.')];
      }),
    ),
  );
}

function shapeOf({ fields }: UdtType): string {
  return JSON.stringify(
    fields.map(({ name, type, isNullable }) => [name, typeCql(type), isNullable]).sort(),
  );
}
