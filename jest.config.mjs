const common = {
  rootDir: import.meta.dirname,
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  testEnvironment: 'node',
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

export default {
  projects: [
    project('unit', 'src/**/*.spec.ts'),
    project('types', 'test/types/**/*.types-spec.ts'),
    project('properties', 'test/properties/**/*.prop-spec.ts'),
    project('integration', 'test/integration/**/*.int-spec.ts'),
    project('e2e', 'test/e2e/**/*.e2e-spec.ts'),
  ],
};
