// `npm run seed -- --patients N`: more health records than the sample has, made by Synthea and loaded.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { prepare, root } from './prepare.mjs';

await prepare();
// What the environment has already wins.
if (existsSync(join(root, '.env'))) process.loadEnvFile(join(root, '.env'));
await import('../dist/seed.js');
