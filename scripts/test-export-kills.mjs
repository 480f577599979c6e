// `npm run test:export-kills`: the export's kill test with 100 kills instead of 5, in every format.
process.env.EXPORT_KILLS ??= '100';
process.argv.push('--selectProjects=integration', '--testPathPatterns=export-engine/kills');
await import('./test.mjs');
