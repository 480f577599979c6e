// `npm run test:export-kills`: the export's kill tests with 100 kills of its process and 5 of its node instead of 5 and 1.
process.env.EXPORT_KILLS ??= '100';
process.env.EXPORT_NODE_KILLS ??= '5';
process.argv.push('--selectProjects', 'integration', 'faults');
process.argv.push('--testPathPatterns=export-engine/kills|faults/export-node');
await import('./test.mjs');
