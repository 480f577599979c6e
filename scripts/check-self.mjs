// `npm run check:self`: plants defects in a temporary copy of the sources and expects each to be caught, for a rule that
// never fires looks just like clean code.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { checks } from './checks.mjs';
import { prepare, root } from './prepare.mjs';

const empty = 'export const nothing = null;\n';

/** Each defect: the files that hold it, the check that has to fail, and what its output has to name. */
const defects = [
  {
    what: 'a floating promise',
    files: { 'src/planted.ts': 'export function start(): void {\n  Promise.resolve(1);\n}\n' },
    check: 'lint',
    names: 'no-floating-promises',
  },
  {
    what: 'process.env outside src/config',
    files: { 'src/planted.ts': 'export const port = process.env.PORT;\n' },
    check: 'lint',
    names: 'no-restricted-properties',
  },
  {
    what: 'an import of src/users from src/cassandra',
    files: {
      'src/users/planted.ts': empty,
      'src/cassandra/planted.ts': "import '../users/planted.js';\n",
    },
    check: 'rules',
    names: 'cassandra-stands-alone',
  },
  {
    what: 'an import of src/cities from src/embedded-cassandra',
    files: {
      'src/cities/planted.ts': empty,
      'src/embedded-cassandra/planted.ts': "import '../cities/planted.js';\n",
    },
    check: 'rules',
    names: 'embedded-cassandra-stands-alone',
  },
  {
    what: 'an import of the library past its door',
    files: { 'src/users/planted.ts': "import '../cassandra/cassandra.module.js';\n" },
    check: 'rules',
    names: 'library-doors-only',
  },
  {
    what: 'an import of the inside of another feature',
    files: {
      'src/cities/planted.dto.ts': empty,
      'src/users/planted.ts': "import '../cities/planted.dto.js';\n",
    },
    check: 'rules',
    names: 'features-meet-at-module-service-and-table',
  },
  {
    what: 'an import cycle',
    files: {
      'src/common/planted-a.ts': "import './planted-b.js';\n",
      'src/common/planted-b.ts': "import './planted-a.js';\n",
    },
    check: 'rules',
    names: 'no-cycles',
  },
  {
    what: 'a wrong type',
    files: { 'src/planted.ts': "export const age: number = 'old';\n" },
    check: 'types',
    names: 'TS2322',
  },
  {
    what: 'a file that is not formatted',
    files: { 'src/planted.ts': 'export const   a=1\n' },
    check: 'format',
    names: 'src/planted.ts',
  },
];

/** Plants one defect after the other; true when each was caught. */
export function checkSelf() {
  const copy = mkdtempSync(join(tmpdir(), 'cassanest-check-'));
  try {
    copySources(copy);
    const missed = defects.filter((defect) => !isCaught(copy, defect));
    return missed.length === 0;
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

function copySources(copy) {
  const git = spawnSync('git', ['ls-files', '-co', '--exclude-standard', '-z'], { cwd: root });
  for (const file of git.stdout.toString().split('\0').filter(Boolean)) {
    cpSync(join(root, file), join(copy, file));
  }
  for (const folder of ['node_modules', 'dist'])
    symlinkSync(join(root, folder), join(copy, folder));
}

function isCaught(copy, { what, files, check, names }) {
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(copy, file)), { recursive: true });
    writeFileSync(join(copy, file), text);
  }
  const { command, args } = checks[check];
  // Formatter and linter look at the planted files alone: the clean rest was looked at by `npm run check`.
  const only = ['format', 'lint'].includes(check);
  const { status, stdout, stderr } = spawnSync(
    join(root, 'node_modules', '.bin', command),
    only ? [...args.filter((argument) => argument !== '.'), ...Object.keys(files)] : args,
    { cwd: copy },
  );
  const output = `${stdout}${stderr}`;
  const caught = status !== 0 && output.includes(names);
  console.error(caught ? `caught: ${what} (${names})` : `NOT CAUGHT: ${what}\n${output}`);
  for (const file of Object.keys(files)) rmSync(join(copy, file));
  return caught;
}

if (import.meta.filename === process.argv[1]) {
  await prepare();
  process.exitCode = checkSelf() ? 0 : 1;
}
