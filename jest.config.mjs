const common = {
  rootDir: import.meta.dirname,
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  testEnvironment: 'node',
  setupFiles: ['reflect-metadata'], // decorators of class-validator and Nest need it, whoever imports them first
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2023',
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true },
        },
        module: { type: 'es6' },
      },
    ],
  },
};

const project = (displayName, testMatch, more = {}) => ({
  ...common,
  displayName,
  testMatch: [`<rootDir>/${testMatch}`],
  ...more,
});

const onOneCluster = {
  globalSetup: '<rootDir>/test/support/global-setup.mjs',
  globalTeardown: '<rootDir>/test/support/global-teardown.mjs',
};

export default {
  testTimeout: 240_000, // of last resort: waits in tests have shorter ones, which say what they waited for
  maxWorkers: 2, // on two cores three save a minute, and nodes under test then wait for seconds
  testSequencer: '<rootDir>/test/support/longest-first.mjs',
  reporters: ['default', '<rootDir>/test/support/heartbeat-reporter.mjs'],
  projects: [
    project('unit', '{src,test/rules}/**/*.spec.ts'),
    project('types', 'test/types/**/*.types-spec.ts'),
    project('properties', 'test/properties/**/*.prop-spec.ts', onOneCluster),
    project('integration', 'test/integration/**/*.int-spec.ts', onOneCluster),
    project('e2e', 'test/e2e/**/*.e2e-spec.ts', onOneCluster),
    project('package', 'test/package/**/*.package-spec.ts', onOneCluster),
    // What takes minutes runs by `npm run test:faults` alone.
    project(
      'faults',
      `test/faults/${process.env.LONG_TESTS ? '**/' : ''}*.fault-spec.ts`,
      process.env.LONG_TESTS ? onOneCluster : {},
    ),
  ],
};
