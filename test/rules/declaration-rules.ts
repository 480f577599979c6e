import { refused, type Rule, runTime, unasked } from './rule.js';

/** Section 5 of the rules: what a declaration may say. */
export const declarationRules: readonly Rule[] = [
  {
    code: 'table-class',
    types: runTime('imports in a circle leave undefined whatever the type says'),
    server: unasked('no statement is made of it'),
  },
  { code: 'table-name', types: runTime('a name is a text to the compiler'), server: 'tried' },
  { code: 'table-twice', types: runTime('tables do not know each other'), server: 'tried' },
  {
    code: 'column-name',
    types: runTime('names are made at run time: snake_case, named()'),
    server: 'tried',
  },
  {
    code: 'column-type',
    types: runTime('of what builders take; a column that is none does not compile'),
    server: unasked('no statement is made of it'),
  },
  {
    code: 'column-default',
    types: refused('another type; not a default beside nullable()'),
    server: unasked('Cassandra has no defaults'),
  },
  { code: 'partition-key', types: refused('none, unknown, twice, in both keys'), server: 'tried' },
  { code: 'key-column', types: refused('a duration inside too'), server: 'tried' },
  { code: 'static-column', types: refused(), server: 'tried' },
  { code: 'counter-column', types: refused('.nullable() too; not .default()'), server: 'tried' },
  { code: 'clustering-order', types: refused(), server: 'tried' },
  {
    code: 'index-column',
    types: refused('unknown, the only partition column, several in one index; not twice'),
    server: 'tried',
  },
  {
    code: 'index-type',
    types: refused('not one dimension, nor what is inside a collection: values say neither'),
    server: 'tried',
  },
  {
    code: 'index-target',
    types: refused(
      'not an unknown option: the compiler looks for none in what it infers; nor which collections hold texts',
    ),
    server: 'tried',
  },
  {
    code: 'collection',
    types: refused('.nullable() too'),
    server: 'tried',
  },
  { code: 'vector', types: runTime('dimensions are any number to the compiler'), server: 'tried' },
  {
    code: 'udt',
    types: refused('counters, statics, collections inside; cycles cannot be written down'),
    server: 'tried',
  },
  {
    code: 'table-options',
    types: refused('unknown ones and strategies; numbers at run time'),
    server: 'tried',
  },
  {
    code: 'projection',
    types: refused('keys and columns; names and what a version cannot be given to at run time'),
    server: unasked('projections are ours alone'),
  },
  {
    code: 'class-field',
    types: runTime('a field of the same type is a legal override'),
    server: unasked('it is about the class'),
  },
];
