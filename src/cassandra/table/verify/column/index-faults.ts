import { isCqlType } from '../../../codec/codecs.js';
import type { TableFault } from '../../../errors/refused/invalid-table.error.js';
import { listCode, propertyCode, typeCode } from '../../column/column-code.js';
import { type CqlType, typeCql } from '../../column/cql-type.js';
import {
  type IndexDeclaration,
  indexedProperty,
  indexSimilarity,
  indexTextOptions,
} from '../../indexes/index-declaration.js';
import { holdsTexts, indexTarget, whyNotIndexable } from '../../indexes/index-target.js';
import { textIndexDefaults } from '../../indexes/text-index-options.js';
import type { TableDefinition } from '../../table-definition.js';
import { columnNameOf } from '../../table-model.js';
import { tableFault } from '../table-fault.js';

const mapTargets: ReadonlySet<unknown> = new Set(['values', 'keys', 'entries']);
/** Other columns may have any name. */
const indexableName = /^\w{1,48}$/;
const similarities: ReadonlySet<unknown> = new Set(['cosine', 'dot_product', 'euclidean']);

/** Faults of `indexes`. */
export function indexFaults(definition: TableDefinition): readonly TableFault[] {
  return [
    ...definition.indexes.flatMap((declaration) => faultsOf(definition, declaration)),
    ...repeated(definition),
  ];
}

function faultsOf(
  definition: TableDefinition,
  declaration: IndexDeclaration,
): readonly TableFault[] {
  const property = indexedProperty(declaration);
  const fault = (code: 'index-column' | 'index-type', problem: string, fix: string): TableFault =>
    tableFault(definition, code, [property], problem, fix);
  if (!Object.hasOwn(definition.columns, property)) {
    return [notDeclared(definition, property)];
  }
  const { partitionKey } = definition;
  if (partitionKey.length === 1 && partitionKey[0] === property) {
    const problem = 'The only partition column needs no index and can have none.';
    return [fault('index-column', problem, `Remove '${property}' from indexes.`)];
  }
  const columnName = columnNameOf(definition, property);
  if (!indexableName.test(columnName)) {
    const problem = `An index is on a column of 1 to 48 letters, digits and underscores; this one is named ${JSON.stringify(columnName)}.`;
    const fix = `Name it so: .named('…'), or remove '${property}' from indexes.`;
    return [fault('index-column', problem, fix)];
  }
  const type = definition.columns[property]?.type;
  // What is no column type has its fault already.
  if (!isCqlType(type)) return [];
  const wrongTarget = targetFaults(definition, declaration, type);
  if (wrongTarget.length > 0) return wrongTarget;
  const hasCounter = Object.values(definition.columns).some(({ kind }) => kind === 'counter');
  const problem = hasCounter
    ? 'A table with a counter can have no index.'
    : whyNotIndexable(type, indexTarget(type, declaration), indexSimilarity(declaration));
  if (problem === undefined) return [];
  return [fault('index-type', problem, indexTypeFix(property, type, hasCounter))];
}

function notDeclared(definition: TableDefinition, property: unknown): TableFault {
  if (Array.isArray(property)) {
    const columns: readonly string[] = property.map(String);
    const problem = 'An index is on one column.';
    const fix = `Name each by itself: indexes: ${listCode(columns)}.`;
    return tableFault(definition, 'index-column', columns, problem, fix);
  }
  const name = String(property);
  const problem = 'indexes names a column that is not declared.';
  const fix = `Add ${propertyCode(name, 'text()')}, or of another type, to columns; or remove '${name}' from indexes.`;
  return tableFault(definition, 'index-column', [name], problem, fix);
}

function indexTypeFix(property: string, type: CqlType, hasCounter: boolean): string {
  const remove = `Remove '${property}' from indexes`;
  if (type.kind === 'vector' && type.element.kind === 'float') {
    return `${remove}, or write { column: '${property}', similarity: 'euclidean' }.`;
  }
  if (hasCounter || type.kind !== 'udt') return `${remove}.`;
  return `${remove}, or write ${propertyCode(property, `frozen(${typeCode(type)})`)}.`;
}

const knownOptions: ReadonlySet<string> = new Set([
  'column',
  'target',
  'similarity',
  ...Object.keys(textIndexDefaults),
]);

function targetFaults(
  definition: TableDefinition,
  declaration: IndexDeclaration,
  type: CqlType,
): readonly TableFault[] {
  if (typeof declaration === 'string') return [];
  const { column, target, similarity } = declaration;
  const fault = (problem: string, fix: string): readonly TableFault[] => [
    tableFault(definition, 'index-target', [column], problem, fix),
  ];
  const unknown = Object.keys(declaration).find((name) => !knownOptions.has(name));
  if (unknown !== undefined) {
    const problem = `An index has no option ${JSON.stringify(unknown)}.`;
    return fault(problem, `Leave it out. It has ${[...knownOptions].join(', ')}.`);
  }
  if (target !== undefined && type.kind !== 'map') {
    return fault(
      'Only an index on a map that is not frozen has a target.',
      `Remove target: write '${column}'.`,
    );
  }
  if (target !== undefined && !mapTargets.has(target)) {
    return fault(
      'An index has no such target.',
      `Write { column: '${column}', target: 'values' }, 'keys' or 'entries'.`,
    );
  }
  if (similarity !== undefined && type.kind !== 'vector') {
    return fault('Only an index on vectors of floats has a similarity.', 'Remove similarity.');
  }
  if (similarity !== undefined && !similarities.has(similarity)) {
    return fault(
      'An index has no such similarity.',
      `Write { column: '${column}', similarity: 'cosine' }, 'dot_product' or 'euclidean'.`,
    );
  }
  const textOptions = Object.entries(indexTextOptions(declaration));
  const wrong = textOptions.find(([, value]: [string, unknown]) => typeof value !== 'boolean');
  if (wrong !== undefined) {
    return fault(
      `${wrong[0]} is neither true nor false.`,
      `Write { column: '${column}', ${wrong[0]}: true } or false.`,
    );
  }
  if (textOptions.length === 0) return [];
  const names = textOptions.map(([name]) => name).join(', ');
  if ([...definition.partitionKey, ...definition.clusteringKey].includes(column)) {
    return fault(`${names}: a key column is compared as it is.`, `Remove ${names}.`);
  }
  if (holdsTexts(type, indexTarget(type, declaration))) return [];
  return fault(`${names}: the index holds no texts but ${typeCql(type)}.`, `Remove ${names}.`);
}

function repeated(definition: TableDefinition): readonly TableFault[] {
  const seen = new Set<string>();
  const twice = new Set<string>();
  for (const declaration of definition.indexes) {
    const property = indexedProperty(declaration);
    const type = definition.columns[property]?.type;
    const target = isCqlType(type) ? indexTarget(type, declaration) : 'column';
    const id = JSON.stringify([property, target]);
    if (seen.has(id)) twice.add(property);
    seen.add(id);
  }
  return [...twice].map((property) => {
    const problem = 'indexes names this column twice.';
    return tableFault(definition, 'index-column', [property], problem, `Name '${property}' once.`);
  });
}
