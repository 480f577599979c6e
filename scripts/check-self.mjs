// `npm run check:self`: plants defects in a temporary copy of the sources and expects each to be caught, for a rule that
// never fires looks just like clean code.
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { binary, checks } from './checks.mjs';
import { defects } from './defects.mjs';
import { complete, prepare, root } from './prepare.mjs';
import { withProgress } from './progress.mjs';

/**
 * Plants one defect after the other; true when each was caught.
 *
 * A defect proves nothing where the check fails without it, so the copy is checked first, unless `isClean`: the caller has
 * just seen all checks pass on these sources.
 */
export async function checkSelf({ isClean }) {
  const copy = mkdtempSync(join(tmpdir(), 'cassanest-check-'));
  const remove = () => rmSync(copy, { recursive: true, force: true });
  const leave = () => process.exit(1);
  process.once('exit', remove);
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, leave);
  let missed = 0;
  try {
    await withProgress('Planting defects in a copy', async () => {
      await copySources(copy);
      if (!isClean) await checkCopy(copy);
      for (const defect of defects) if (!(await isCaught(copy, defect))) missed++;
    });
  } finally {
    for (const signal of ['SIGINT', 'SIGTERM']) process.off(signal, leave);
    process.off('exit', remove);
    remove();
  }
  return missed === 0;
}

async function copySources(copy) {
  const git = await complete('git', ['ls-files', '-co', '--exclude-standard', '-z']);
  if (git.code !== 0) throw new Error(`git could not list the sources:\n${git.output}`);
  for (const file of git.output.split('\0').filter(Boolean)) {
    // A deleted file is listed until its deletion is committed.
    if (existsSync(join(root, file))) cpSync(join(root, file), join(copy, file));
  }
  cpSync(join(root, 'dist'), join(copy, 'dist'), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
}

async function checkCopy(copy) {
  for (const [name, { command, args }] of Object.entries(checks)) {
    const { code, output } = await complete(binary(command), args, copy);
    if (code !== 0) throw new Error(`${name} fails with nothing planted:\n${output}`);
  }
  console.error('passed: all checks with nothing planted');
}

async function isCaught(copy, { what, files, check, names }) {
  for (const [file, text] of Object.entries(files)) plant(join(copy, file), text);
  const { command, args } = checks[check];
  // Formatter and linter look at the planted files alone; the rest passes, or we would not be here.
  const given = ['format', 'lint'].includes(check)
    ? [...args.filter((argument) => argument !== '.'), ...Object.keys(files)]
    : args;
  const { code, output } = await complete(binary(command), given, copy);
  const caught = code !== 0 && output.includes(names);
  console.error(caught ? `caught: ${what} (${names})` : `NOT CAUGHT: ${what}\n${output}`);
  for (const file of Object.keys(files)) restore(copy, file);
  return caught;
}

function plant(file, text) {
  mkdirSync(dirname(file), { recursive: true });
  if (text === null) rmSync(file);
  else writeFileSync(file, text);
}

function restore(copy, file) {
  rmSync(join(copy, file), { force: true });
  if (existsSync(join(root, file))) cpSync(join(root, file), join(copy, file));
}

if (import.meta.filename === process.argv[1]) {
  await prepare();
  try {
    process.exitCode = (await checkSelf({ isClean: false })) ? 0 : 1;
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
