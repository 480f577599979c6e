import { boolean, int, Table, text, timestamp } from 'cassanest';

void Table('b', { columns: { id: text() }, partitionKey: ['id'] });
// @ts-expect-error partition-key: unknown column
void Table('b', { columns: { id: text() }, partitionKey: ['nope'] });
// @ts-expect-error partition-key: none
void Table('b', { columns: { id: text() }, partitionKey: [] });

void Table('b', {
  columns: { id: text(), x: int() },
  partitionKey: ['id'],
  clusteringKey: ['x'],
});
void Table('b', {
  columns: { id: text(), x: int() },
  partitionKey: ['id'],
  // @ts-expect-error partition-key: a column in both keys
  clusteringKey: ['id'],
});
void Table('b', {
  columns: { id: text(), x: int() },
  partitionKey: ['id'],
  // @ts-expect-error partition-key: unknown clustering column
  clusteringKey: ['nope'],
});

void Table('b', { columns: { id: text(), name: text().nullable() }, partitionKey: ['id'] });
// @ts-expect-error key-column: nullable
void Table('b', { columns: { id: text().nullable() }, partitionKey: ['id'] });

void Table('b', {
  columns: { id: text(), x: int(), y: int().static() },
  partitionKey: ['id'],
  clusteringKey: ['x'],
});
void Table('b', {
  columns: { id: text(), x: int().static() },
  partitionKey: ['id'],
  // @ts-expect-error key-column: static
  clusteringKey: ['x'],
});
// @ts-expect-error static-column: no clustering key
void Table('b', { columns: { id: text(), x: int().static() }, partitionKey: ['id'] });

void Table('b', {
  columns: { id: text(), x: int() },
  partitionKey: ['id'],
  clusteringKey: ['x'],
  clusteringOrder: { x: 'desc' },
});
void Table('b', {
  columns: { id: text(), x: int() },
  partitionKey: ['id'],
  clusteringKey: ['x'],
  // @ts-expect-error clustering-order: a column outside the clustering key
  clusteringOrder: { id: 'asc' },
});
void Table('b', {
  columns: { id: text(), x: int() },
  partitionKey: ['id'],
  clusteringKey: ['x'],
  // @ts-expect-error clustering-order: no such direction
  clusteringOrder: { x: 'down' },
});

void Table('b', { columns: { id: text(), x: boolean() }, partitionKey: ['id'], indexes: ['x'] });
// @ts-expect-error index-column: unknown
void Table('b', { columns: { id: text(), x: int() }, partitionKey: ['id'], indexes: ['nope'] });
// @ts-expect-error index-column: the only partition column
void Table('b', { columns: { id: text(), x: int() }, partitionKey: ['id'], indexes: ['id'] });
void Table('b', {
  columns: { id: text(), x: timestamp() },
  partitionKey: ['id', 'x'],
  indexes: ['x'],
});

// @ts-expect-error a column is made by a builder
void Table('b', { columns: { id: 'text' }, partitionKey: ['id'] });
