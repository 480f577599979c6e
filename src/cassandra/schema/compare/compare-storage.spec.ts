import { text } from '../../table/column/column-builders.js';
import type { StorageOptions } from '../../table/storage-options.js';
import { Table } from '../../table/table.js';
import { TableModel } from '../../table/table-model.js';
import { createIndexCql, createTableCql } from '../schema-cql.js';
import { compareStorage } from './compare-storage.js';

const columns = { id: text(), email: text() };
const tableWith = (storage: StorageOptions): TableModel =>
  new TableModel(Table('users', { columns, partitionKey: ['id'], ...storage }).definition);

const declared = tableWith({
  defaultTtlSeconds: 60,
  gcGraceSeconds: 0,
  compaction: { class: 'LeveledCompactionStrategy', sstable_size_in_mb: 100 },
  comment: "it's",
});
const live = {
  defaultTtlSeconds: 60,
  gcGraceSeconds: 0,
  comment: "it's",
  compaction: new Map([
    ['class', 'org.apache.cassandra.db.compaction.LeveledCompactionStrategy'],
    ['max_threshold', '32'],
    ['sstable_size_in_mb', '100'],
  ]),
};

describe('The options of a table', () => {
  it('are created with it, after the order of its rows', () => {
    expect(createTableCql('ks', declared)).toBe(
      'CREATE TABLE IF NOT EXISTS "ks"."users" ("id" text, "email" text, PRIMARY KEY (("id"))) ' +
        'WITH default_time_to_live = 60 AND gc_grace_seconds = 0 AND ' +
        "compaction = {'class': 'LeveledCompactionStrategy', 'sstable_size_in_mb': '100'} AND comment = 'it''s'",
    );
    const ordered = Table('users', {
      columns,
      partitionKey: ['id'],
      clusteringKey: ['email'],
      comment: 'a',
    });
    expect(createTableCql('ks', new TableModel(ordered.definition))).toMatch(
      / WITH CLUSTERING ORDER BY \("email" ASC\) AND comment = 'a'$/,
    );
  });

  it('are left alone where nothing is declared or nothing differs', () => {
    expect(compareStorage('ks', tableWith({}), live)).toEqual([]);
    expect(compareStorage('ks', declared, live)).toEqual([]);
  });

  it.each<[string, Partial<typeof live>, string]>([
    ['defaultTtlSeconds', { defaultTtlSeconds: 0 }, 'default_time_to_live = 60'],
    ['gcGraceSeconds', { gcGraceSeconds: 864_000 }, 'gc_grace_seconds = 0'],
    ['comment', { comment: '' }, "comment = 'it''s'"],
    [
      'compaction',
      { compaction: new Map([...live.compaction, ['sstable_size_in_mb', '160']]) },
      "compaction = {'class': 'LeveledCompactionStrategy', 'sstable_size_in_mb': '100'}",
    ],
  ])('are told, %s, with the CQL that would change them', (option, other, cql) => {
    expect(compareStorage('ks', declared, { ...live, ...other })).toEqual([
      {
        subject: '"ks"."users"',
        name: 'users',
        problem: `The option ${option} is another one than declared.`,
        cql: `ALTER TABLE "ks"."users" WITH ${cql}`,
        action: 'notice',
      },
    ]);
  });
});

describe('An index on texts', () => {
  it('is created with what it takes for equal', () => {
    const { definition } = Table('users', {
      columns,
      partitionKey: ['id'],
      indexes: [{ column: 'email', caseSensitive: false, ascii: true }],
    });
    const model = new TableModel(definition);
    expect(model.indexes.map((index) => createIndexCql('ks', model, index))).toEqual([
      'CREATE INDEX IF NOT EXISTS "users_email_idx" ON "ks"."users" ("email") USING \'sai\' ' +
        "WITH OPTIONS = {'case_sensitive': 'false', 'ascii': 'true'}",
    ]);
  });
});
