// `npm run test:export-kills`: the kill tests of export, transform and load with 100 kills each, the export's in every format.
process.env.EXPORT_KILLS ??= '100';
process.argv.push('--selectProjects=integration', '--testPathPatterns=export-engine/kills');
await import('./test.mjs');
