// `npm start`: everything from a bare checkout, then the API. With --watch the API starts anew at each change of `src`
// while the node stays up.
import { prepare } from './prepare.mjs';

await prepare();
if (process.argv.includes('--watch')) {
  const { watch } = await import('./watch.mjs');
  await watch();
} else {
  await import('../dist/main.js');
}
