import tseslint from 'typescript-eslint';

const environmentReaders = [
  'src/config/**',
  'src/embedded-cassandra/**',
  'src/cli/**',
  'test/**',
  'benchmarks/**',
];

export default tseslint.config(
  { ignores: ['dist/', 'coverage/', 'reports/', '.cassandra/', '**/*.mjs', 'test/package/apps/'] },
  tseslint.configs.strictTypeChecked,
  tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      // Nest declares the types of options as classes, and everybody gives it plain objects.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      'max-lines': ['error', { max: 400 }],
      'no-console': 'error',
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'Read the environment in src/config only.' },
      ],
      'no-restricted-syntax': [
        'error',
        { selector: 'TSEnumDeclaration', message: 'Use a string union or an `as const` object.' },
        { selector: 'ExportDefaultDeclaration', message: 'Use a named export.' },
      ],
    },
  },
  { files: environmentReaders, rules: { 'no-restricted-properties': 'off' } },
  {
    // Read by the compiler only, never run: what would be a mistake in a program is the subject here.
    files: ['test/types/**'],
    rules: {
      '@typescript-eslint/ban-ts-comment': [
        'error',
        { 'ts-expect-error': 'allow-with-description', minimumDescriptionLength: 4 },
      ],
      '@typescript-eslint/no-unsafe-call': 'off', // methods that are not there
      '@typescript-eslint/no-meaningless-void-operator': 'off',
      '@typescript-eslint/no-misused-spread': 'off',
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
    },
  },
  { files: ['test/**', 'src/**/*.spec.ts'], rules: { 'max-lines': ['error', { max: 500 }] } },
);
