import { maxwritetime, similarity, ttl, writetime } from 'cassanest';
import { recipes } from './tables.js';

const near = Float32Array.of(1, 2, 3);
const query = recipes.nearest('embedding', near).limit(10);

async function legal(): Promise<void> {
  const [row] = await query.all();
  const nearest = await query.with({ consistency: 'ONE', timeoutMs: 100 }).first();
  const lasts: bigint | undefined = (row ?? nearest)?.count;
  const [score] = await query
    .select('id', { score: similarity('embedding', near), at: maxwritetime('tags') })
    .all();
  const found: [string, number | null, bigint | null] | undefined = score && [
    score.id,
    score.score,
    score.at,
  ];
  void recipes.nearest('embedding', near, { id: 'i', day: '2026-01-01' }).limit(1);
  void recipes.nearest('embedding', near, { tags: { contains: 'a' } }).limit(1);
  void recipes.filter({ id: 'i' }).select({ score: similarity('embedding', near) });
  void recipes.filter({ id: 'i' }).select({ at: writetime('picture'), left: ttl('picture') });
  void [lasts, found];
}
void legal;
