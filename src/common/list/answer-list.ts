import { type StreamableFile } from '@nestjs/common';
import { type Query } from '../../cassandra/index.js';
import { prefersOverJson } from './accept.js';
import { type ListPage, type ListQueryDto, pageSizeOf } from './list.dto.js';
import { ndjson, ndjsonType } from './ndjson.js';
import { invalidRequest } from '../problem/problem.js';

/** A list as its client wants it: a page of it, or with `Accept: application/x-ndjson` all of it. */
export async function answerList<Entity>(
  query: Query<Entity>,
  list: ListQueryDto,
  accept: string | undefined,
): Promise<ListPage<Entity> | StreamableFile> {
  if (!prefersOverJson(accept, ndjsonType)) {
    const { rows, cursor } = await query.page({ size: pageSizeOf(list), cursor: list.cursor });
    return { items: rows, nextCursor: cursor };
  }
  const surplus = (['pageSize', 'cursor'] as const).filter((name) => list[name] !== undefined);
  if (surplus.length === 0) return await ndjson(query);
  throw invalidRequest(
    surplus.map((property) => ({
      property,
      messages: [`${property} is for pages of JSON; NDJSON holds every row`],
    })),
  );
}
