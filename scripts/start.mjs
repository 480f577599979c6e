// `npm start`: everything from a bare checkout, then the API. With --watch the API starts anew at each change of `src`
// while the node stays up.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { prepare, root } from './prepare.mjs';
import { withProgress } from './progress.mjs';

await prepare();
// What the environment has already wins.
if (existsSync(join(root, '.env'))) process.loadEnvFile(join(root, '.env'));
if (process.argv.includes('--watch')) {
  const { watch } = await import('./watch.mjs');
  await watch();
} else {
  // A second or two, on a busy machine many: what takes so long is said.
  await withProgress('Loading the API', () => import('../dist/app.module.js'));
  await import('../dist/main.js');
}
