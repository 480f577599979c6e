const empty = 'export const nothing = null;\n';

/**
 * What `npm run check:self` plants. Each defect: the files that hold it (null takes a file away), the check that has to
 * fail, and what its output has to name.
 */
export const defects = [
  {
    what: 'a floating promise',
    files: { 'src/planted.ts': 'export function start(): void {\n  Promise.resolve(1);\n}\n' },
    check: 'lint',
    names: 'no-floating-promises',
  },
  {
    what: 'process.env outside src/config',
    files: { 'src/planted.ts': 'export const port = process.env.PORT;\n' },
    check: 'lint',
    names: 'no-restricted-properties',
  },
  {
    what: 'an import of src/users from src/cassandra',
    files: {
      'src/users/planted.ts': empty,
      'src/cassandra/planted.ts': "import '../users/planted.js';\n",
    },
    check: 'rules',
    names: 'cassandra-stands-alone',
  },
  {
    what: 'an import of src/cities from src/embedded-cassandra',
    files: {
      'src/cities/planted.ts': empty,
      'src/embedded-cassandra/planted.ts': "import '../cities/planted.js';\n",
    },
    check: 'rules',
    names: 'embedded-cassandra-stands-alone',
  },
  {
    what: 'an import of the library past its door',
    files: { 'src/users/planted.ts': "import '../cassandra/cassandra.module.js';\n" },
    check: 'rules',
    names: 'library-doors-only',
  },
  {
    what: 'an import of the inside of another feature',
    files: {
      'src/cities/planted.dto.ts': empty,
      'src/users/planted.ts': "import '../cities/planted.dto.js';\n",
    },
    check: 'rules',
    names: 'features-meet-at-module-service-and-table',
  },
  {
    what: 'an import of a feature from src/export-engine',
    files: {
      'src/users/planted.ts': empty,
      'src/export-engine/planted.ts': "import '../users/planted.js';\n",
    },
    check: 'rules',
    names: 'export-engine-uses-the-library-door',
  },
  {
    what: "an import against the order of the library's layers",
    files: {
      'src/cassandra/table/planted.ts': "import '../repository/planted.js';\n",
      'src/cassandra/repository/planted.ts': empty,
    },
    check: 'rules',
    names: 'cassandra-layers',
  },
  {
    what: 'a package of the backend in the published library',
    files: { 'src/cassandra/planted.ts': "import 'class-validator';\n" },
    check: 'rules',
    names: 'published-code-uses-published-packages',
  },
  {
    what: 'an import of test from src',
    files: {
      'test/planted.ts': empty,
      'src/planted.ts': "import '../test/planted.js';\n",
    },
    check: 'rules',
    names: 'no-test-in-src',
  },
  {
    what: 'an import cycle',
    files: {
      'src/common/planted-a.ts': "import './planted-b.js';\n",
      'src/common/planted-b.ts': "import './planted-a.js';\n",
    },
    check: 'rules',
    names: 'no-cycles',
  },
  {
    what: 'a wrong type',
    files: { 'src/planted.ts': "export const age: number = 'old';\n" },
    check: 'types',
    names: 'TS2322',
  },
  {
    what: 'a file that is not formatted',
    files: { 'src/planted.ts': 'export const   a=1\n' },
    check: 'format',
    names: 'src/planted.ts',
  },
  {
    what: 'an export of a door without documentation',
    files: { 'src/embedded-cassandra/testing/index.ts': 'export const planted = 1;\n' },
    check: 'API reference',
    names: 'testing.planted (Variable)',
  },
  {
    what: 'an API reference that is not what the comments say',
    files: { 'docs/api/testing.md': '# testing\n' },
    check: 'API reference',
    names: 'Stale in docs/api: testing.md',
  },
  {
    what: 'an import that is not in the drawing',
    files: {
      'src/planted/planted.ts': empty,
      'src/health/planted.ts': "import '../planted/planted.js';\n",
    },
    check: 'dependency graph',
    names: 'Stale: docs/architecture.md',
  },
  {
    what: 'a door without its module',
    files: { 'dist/embedded-cassandra/index.js': null },
    check: 'package',
    names: 'does not exist',
  },
  {
    what: 'a door without declarations',
    files: { 'dist/embedded-cassandra/index.d.ts': null },
    check: 'package types',
    names: 'No types',
  },
];
