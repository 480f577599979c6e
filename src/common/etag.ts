import { type ServerResponse } from 'node:http';
import { type ExpectingWriteOptions, versionOf } from '../cassandra/index.js';
import { invalidRequest } from './problem/problem.js';

/** A whole number in quotes: what `setETag` gives. */
const ownTag = /^"(\d+)"$/;

/** Says which version of a row is answered with. Nothing is said of a row that another write came right after. */
export function setETag(response: ServerResponse, row: object): void {
  const version = versionOf(row);
  if (version !== undefined) response.setHeader('ETag', `"${version}"`);
}

/** What a write has to find, by its `If-Match`: one version, or with `*` any. A tag that is none of ours matches no row. */
export function expectedBy(ifMatch: string | undefined): ExpectingWriteOptions {
  const tag = ifMatch?.trim();
  if (tag === undefined || tag === '*') return {};
  if (tag.includes(',')) {
    throw invalidRequest([
      { property: 'If-Match', messages: ['If-Match must be one ETag, as GET gives it, or *'] },
    ]);
  }
  return { expectedVersion: ownTag.exec(tag)?.[1] ?? tag };
}
