import type { TableFault } from '../../../errors/refused/invalid-table.error.js';
import { columnCode } from '../../column/column-code.js';
import { typeCql, type UdtType, udtsIn } from '../../column/cql-type.js';
import { idIn, tableFault } from '../table-fault.js';
import type { TableDefinition } from '../../table-definition.js';

const legalName = /^\w{1,222}$/;

/** What is wrong with a user-defined type, and what mends it; undefined where nothing is. */
export function udtProblem({
  name,
  fields,
}: UdtType): { readonly problem: string; readonly fix: string } | undefined {
  if (typeof name !== 'string' || !legalName.test(name)) {
    const problem = 'A UDT has a name of 1 to 222 letters, digits and underscores.';
    return { problem, fix: "Write udt('address', { … })." };
  }
  if (fields.length === 0) {
    const problem = `The UDT "${name}" has no field.`;
    return { problem, fix: `Write udt('${name}', { value: text() }), or the fields it has.` };
  }
  const nameless = fields.find((field) => field.property === '__proto__' || field.name === '');
  if (nameless !== undefined) {
    const problem = `A field of the UDT "${name}" has no usable name.`;
    return { problem, fix: `Write value: ${nameless.type.kind}(…) without .named('').` };
  }
  const repeated = fields.find(
    (field, index) => fields.findIndex((other) => other.name === field.name) < index,
  );
  if (repeated === undefined) return undefined;
  return {
    problem: `Two fields of the UDT "${name}" have one name.`,
    fix: `Give one of them another: ${columnCode(repeated.property, { type: repeated.type, columnName: `${repeated.name}_2` })}.`,
  };
}

/** Two types of one name and keyspace that differ. */
export function sameUdtFaults(
  definitions: readonly TableDefinition[],
  keyspace: string | undefined,
): readonly TableFault[] {
  const seen = new Map<string, UdtType>();
  return definitions.flatMap((definition) =>
    Object.entries(definition.columns).flatMap(([property, { type }]) =>
      udtsIn(type).flatMap((udt) => {
        const id = idIn(definition, keyspace, udt.name);
        const other = seen.get(id) ?? udt;
        seen.set(id, other);
        if (other === udt || shapeOf(other) === shapeOf(udt)) return [];
        const problem = `There is another UDT "${udt.name}", with other fields.`;
        const fix = `Declare it once, const ${udt.name} = udt('${udt.name}', { … }), and use that in both tables; or give one of them another name.`;
        return [tableFault(definition, 'udt', [property], problem, fix)];
      }),
    ),
  );
}

function shapeOf({ fields }: UdtType): string {
  return JSON.stringify(
    fields.map(({ name, type, isNullable }) => [name, typeCql(type), isNullable]).sort(),
  );
}
