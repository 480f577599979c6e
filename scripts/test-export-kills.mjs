// `npm run test:export-kills`: the kill tests of export, transform and load with 100 kills each, the export's in every format, and 5
// of its node.
process.env.EXPORT_KILLS ??= '100';
process.env.EXPORT_NODE_KILLS ??= '5';
process.argv.push('--selectProjects', 'integration', 'faults');
process.argv.push('--testPathPatterns=export-engine/kills|faults/export-node');
await import('./test.mjs');
