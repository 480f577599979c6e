import { count, maxwritetime, similarity, sum, ttl, writetime } from 'cassanest';
import { patients, recipes } from './tables.js';

// The legal neighbour of each line stands in nearest-legal.ts.

const near = Float32Array.of(1, 2, 3);
const query = recipes.nearest('embedding', near).limit(10);

// @ts-expect-error ann: no limit
void recipes.nearest('embedding', near).all();
// @ts-expect-error ann: a vector without index
void recipes.nearest('names', near);
// @ts-expect-error ann: a column that is no vector
void recipes.nearest('picture', near);
// @ts-expect-error ann: a table without index
void patients.nearest('name', near);
// @ts-expect-error ann: an array
void recipes.nearest('embedding', [1, 2, 3]);
// @ts-expect-error ann: a filter column without index
void recipes.nearest('embedding', near, { id: 'i', picture: new Uint8Array() });
// @ts-expect-error ann: in on the partition key
void recipes.nearest('embedding', near, { id: { in: ['i'] } });
// @ts-expect-error ann: a clustering column alone
void recipes.nearest('embedding', near, { day: '2026-01-01' });
// @ts-expect-error ann: a page
void query.page({ size: 3 });
// @ts-expect-error ann: pages
void query.pages();
// @ts-expect-error ann: a stream
void query.stream();
// @ts-expect-error ann: groups
void query.groupBy('id');
// @ts-expect-error ann: a limit per partition
void query.perPartitionLimit(1);
// @ts-expect-error ann: another order
void query.orderBy({ day: 'asc' });
// @ts-expect-error ann: an aggregate
void query.select({ rows: count() });
// @ts-expect-error ann: an aggregate of a column
void query.select({ total: sum('count') });
// @ts-expect-error ann: a consistency it cannot have
void query.with({ consistency: 'QUORUM' });
// @ts-expect-error ann: the similarity of a column that is no vector of floats
void recipes.filter({ id: 'i' }).select({ score: similarity('names', near) });
// @ts-expect-error writetime of a collection
void recipes.filter({ id: 'i' }).select({ at: writetime('tags') });
// @ts-expect-error writetime: ttl of a collection
void recipes.filter({ id: 'i' }).select({ left: ttl('tags') });
// @ts-expect-error writetime: maxwritetime of a key column
void recipes.filter({ id: 'i' }).select({ at: maxwritetime('id') });
