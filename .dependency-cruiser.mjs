/** The folder rules of docs: who may import whom. `npm run check:self` plants a violation of nearly each. */
const library = '^src/(cassandra|export-engine|embedded-cassandra|testing)/';
const features = '^src/(users|cities|health-records|exports)/';

/** The layers of src/cassandra, lowest first; a layer imports itself and those below. Module files stand above all. */
export const layers = [
  '(table|cql|codec|errors)',
  'query',
  'connection',
  'paging',
  'scan',
  'repository',
  'schema',
  'options',
];
const layerRules = layers.map((layer, index) => ({
  name: `cassandra-layers-${layer.replace(/\W/g, '-')}`,
  comment: 'The library is built in layers; a lower one knows no higher one.',
  severity: 'error',
  from: { path: `^src/cassandra/${layer}/` },
  to: {
    path: '^src/cassandra/',
    pathNot: `^src/cassandra/(${layers.slice(0, index + 1).join('|')})/`,
  },
}));

export default {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'A cycle between decorated classes crashes at load under ES modules.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'library-knows-no-backend',
      comment: 'The library is published; the backend is one of its users.',
      severity: 'error',
      from: { path: library },
      to: { path: '^src/', pathNot: library },
    },
    {
      name: 'library-doors-only',
      comment: 'The backend uses the library as any other application would: through its doors.',
      severity: 'error',
      from: { path: '^src/', pathNot: library },
      to: { path: library, pathNot: '^src/[^/]+/((testing|health)/)?index\\.ts$' },
    },
    {
      name: 'embedded-cassandra-stands-alone',
      severity: 'error',
      from: { path: '^src/embedded-cassandra/' },
      to: { path: '^src/', pathNot: '^src/embedded-cassandra/' },
    },
    {
      name: 'cassandra-stands-alone',
      severity: 'error',
      from: { path: '^src/cassandra/' },
      to: { path: '^src/', pathNot: '^src/cassandra/' },
    },
    ...layerRules,
    {
      name: 'export-engine-uses-the-library-door',
      severity: 'error',
      from: { path: '^src/export-engine/' },
      to: { path: '^src/', pathNot: '^src/(export-engine/|cassandra/index\\.ts$)' },
    },
    {
      name: 'features-meet-at-module-service-and-table',
      comment: 'A feature shows others its module, service and table classes, nothing else.',
      severity: 'error',
      from: { path: '^src/(users|cities|health-records|exports)/' },
      to: { path: features, pathNot: ['^src/$1/', '\\.(module|service|table)\\.ts$'] },
    },
    {
      name: 'no-test-in-src',
      comment: 'Specs share what they need in test/support.',
      severity: 'error',
      from: { path: '^src/', pathNot: '\\.spec\\.ts$' },
      to: { path: '^test/' },
    },
    {
      name: 'no-undeclared-packages',
      severity: 'error',
      from: { path: '^(src|test)/' },
      to: {
        dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'unknown'],
        // An optional peer is also in peerDependenciesMeta, which the tool knows for no declaration.
        dependencyTypesNot: ['npm', 'npm-dev', 'npm-peer'],
      },
    },
    {
      name: 'published-code-uses-published-packages',
      comment: 'What a door imports must be installed with it.',
      severity: 'error',
      from: { path: library, pathNot: '\\.spec\\.ts$' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['npm', 'npm-peer'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node'],
    },
  },
};
