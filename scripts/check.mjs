// `npm run check`: everything that can be said of the code without running it, and that the checks still bite.
import { checkSelf } from './check-self.mjs';
import { binary, checks } from './checks.mjs';
import { prepare, run } from './prepare.mjs';

await prepare();
const failed = [];
for (const [name, { command, args }] of Object.entries(checks)) {
  try {
    await run(name, binary(command), args);
  } catch (error) {
    console.error(error.message);
    failed.push(name);
  }
}
if (failed.length === 0 && !(await checkSelf({ isClean: true }))) failed.push('check:self');
if (failed.length > 0) {
  console.error(`npm run check failed: ${failed.join(', ')}`);
  process.exitCode = 1;
}
