// `npm run check`: everything that can be said of the code without running it, and that the checks still bite.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { checkSelf } from './check-self.mjs';
import { checks } from './checks.mjs';
import { prepare, root } from './prepare.mjs';

await prepare();
const failed = [];
for (const [name, { command, args }] of Object.entries(checks)) {
  const started = Date.now();
  const { status } = spawnSync(join(root, 'node_modules', '.bin', command), args, {
    cwd: root,
    stdio: 'inherit',
  });
  if (status !== 0) failed.push(name);
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  console.error(`${name}: ${status === 0 ? 'ok' : 'FAILED'} (${seconds} s)`);
}
if (!checkSelf()) failed.push('check:self');
if (failed.length > 0) {
  console.error(`npm run check failed: ${failed.join(', ')}`);
  process.exitCode = 1;
}
