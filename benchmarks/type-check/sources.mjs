import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const kinds = ['text', 'int', 'bigint', 'timestamp', 'uuid', 'boolean'];
const values = {
  text: `'a'`,
  int: '1',
  bigint: '1n',
  timestamp: 'new Date(0)',
  uuid: `'3f2504e0-4f89-41d3-9a0c-0305e82c3301'`,
  boolean: 'true',
};
const plainColumns = 24;
const clusteringColumns = ['at', 'region', 'level', 'place', 'id'];
const indexed = ['c0', 'c1', 'c2', 'c3', 'c4', 'c6'];

const kindOf = (column) => kinds[column % kinds.length];

/** A table of 30 columns, 5 clustering columns and 6 indexes. */
function tableSource(number) {
  const columns = [
    'tenant: uuid()',
    'at: timestamp(), region: text(), level: int(), place: text(), id: uuid()',
    ...Array.from({ length: plainColumns }, (_, column) => {
      const nullable = column >= 12 ? '.nullable()' : '';
      return `c${column}: ${kindOf(column)}()${nullable}`;
    }),
  ];
  return `export class Table${number} extends Table('table_${number}', {
  columns: {
    ${columns.join(',\n    ')},
  },
  partitionKey: ['tenant'],
  clusteringKey: ${JSON.stringify(clusteringColumns)},
  clusteringOrder: { at: 'desc' },
  indexes: ${JSON.stringify(indexed)},
}) {}
`;
}

/** Ten uses of one table: what an application does with it. */
function querySource(number) {
  const key = `tenant, at: new Date(0), region: 'r', level: 1, place: 'p', id: tenant`;
  const row = Array.from(
    { length: plainColumns },
    (_, column) => `c${column}: ${values[kindOf(column)]}`,
  );
  return `export async function use${number}(rows: Repository<Table${number}>, tenant: string): Promise<void> {
  const found = await rows.findOne({ ${key} });
  const name: string | undefined = found?.c0;
  const [first] = await rows.filter({ tenant }).limit(10).all();
  await rows.filter({ tenant, at: { gte: new Date(0), lt: new Date(1) } }).page({ size: 20 });
  await rows.filter({ tenant, at: new Date(0), region: 'r', level: { in: [1, 2] } }).orderBy({ at: 'asc' }).first();
  await rows.filter({ tenant, at: new Date(0), region: 'r', level: 1, place: { gt: 'p' } }).exists();
  await rows.filter({ c0: 'a' }).all();
  await rows.filter({ tenant, c1: { gte: 1 } }).count();
  const [part] = await rows.filter({ tenant }).select('c0', 'c1', { biggest: max('c2') }).all();
  await rows.insert({ ${key}, ${row.join(', ')} });
  await rows.update({ ${key} }, { c5: true, c13: null, c14: part?.biggest ?? null, c12: first?.c0 ?? name });
}
`;
}

/** Writes modules of ten tables each, so that a change in one is not a change in all, and a tsconfig for them. */
export function writeSources(folder, tables) {
  mkdirSync(folder, { recursive: true });
  for (let first = 0; first < tables; first += 10) {
    const numbers = Array.from({ length: Math.min(10, tables - first) }, (_, n) => first + n);
    const source = [
      `import { ${kinds.join(', ')}, max, type Repository, Table } from 'cassanest';`,
      ...numbers.map(tableSource),
      ...numbers.map(querySource),
    ];
    writeFileSync(join(folder, `tables-${first}.ts`), source.join('\n\n'));
  }
  const config = {
    extends: '../../tsconfig.json',
    compilerOptions: { rootDir: '../..', types: ['node'] },
    include: ['*.ts'],
    exclude: [],
  };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config));
}
