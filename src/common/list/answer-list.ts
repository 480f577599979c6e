import { type StreamableFile } from '@nestjs/common';
import { prefersOverJson } from './accept.js';
import { type ListPage, type ListQueryDto, pageSizeOf } from './list.dto.js';
import { type ListSource } from './list-source.js';
import { ndjson, ndjsonType } from './ndjson.js';
import { invalidRequest } from '../problem/problem.js';

/** A list as its client wants it: a page of it, or with `Accept: application/x-ndjson` all of it. */
export async function answerList<Item>(
  source: ListSource<Item>,
  list: ListQueryDto,
  accept: string | undefined,
): Promise<ListPage<Item> | StreamableFile> {
  if (!prefersOverJson(accept, ndjsonType)) {
    const { rows, cursor } = await source.page({ size: pageSizeOf(list), cursor: list.cursor });
    return { items: rows, nextCursor: cursor };
  }
  const surplus = (['pageSize', 'cursor'] as const).filter((name) => list[name] !== undefined);
  if (surplus.length === 0) return await ndjson(source);
  throw invalidRequest(
    surplus.map((property) => ({
      property,
      messages: [`${property} is for pages of JSON; NDJSON holds every row`],
    })),
  );
}
