import { refused, type Rule, runTime, unasked } from './rule.js';

const ours = unasked('the request is ours, no part of the statement');

/** Section 3 of the rules: writes and conditions. */
export const writeRules: readonly Rule[] = [
  { code: 'row-kind', types: refused(), server: ours },
  { code: 'key-null', types: refused(), server: 'tried' },
  { code: 'column-missing', types: refused(), server: 'tried' },
  { code: 'column-null', types: refused(), server: 'tried' },
  { code: 'nothing-to-write', types: runTime('all changes are optional'), server: ours },
  { code: 'update-key-column', types: refused(), server: 'tried' },
  { code: 'update-many', types: refused(), server: 'tried' },
  {
    code: 'static-write',
    types: refused('not static columns alone by the complete key'),
    server: 'tried',
  },
  { code: 'element', types: refused('null; undefined in part'), server: 'tried' },
  { code: 'set-op', types: refused('not one element on both sides'), server: 'tried' },
  { code: 'list-op', types: refused('not what an index is'), server: 'tried' },
  { code: 'map-op', types: refused('not one key on both sides'), server: 'tried' },
  { code: 'frozen-op', types: refused(), server: 'tried' },
  { code: 'arithmetic', types: refused(), server: 'tried' },
  { code: 'ttl', types: refused('null; a number is any number'), server: 'tried' },
  { code: 'timestamp', types: refused('a number; not which time'), server: 'tried' },
  { code: 'lwt-timestamp', types: refused(), server: 'tried' },
  { code: 'lwt-key', types: refused(), server: 'tried' },
  { code: 'if-column', types: refused('not an empty condition'), server: 'tried' },
  { code: 'if-both', types: refused(), server: 'tried' },
  { code: 'if-null', types: refused('null; not an empty list'), server: 'tried' },
  { code: 'delete-filter', types: refused(), server: 'tried' },
  { code: 'delete-columns', types: refused(), server: 'tried' },
  { code: 'counter-write', types: refused(), server: 'tried' },
  { code: 'counter-delta', types: refused('null and texts; not fractions'), server: 'tried' },
  { code: 'truncate', types: refused(), server: ours },
];
