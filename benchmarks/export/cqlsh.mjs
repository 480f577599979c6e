import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const version = '6.2.2';

/** cqlsh from PyPI in an environment of its own; Python from 3.12 on lacks what its driver listens with. */
export function resolveCqlsh(folder) {
  const run = (...command) =>
    execFileSync(command[0], command.slice(1), { stdio: ['ignore', 'ignore', 'inherit'] });
  const python = join(folder, 'bin', 'python');
  run('python3', '-m', 'venv', folder);
  run(
    ...[python, '-m', 'pip', 'install', '--quiet', '--disable-pip-version-check'],
    ...[`cqlsh==${version}`, 'pyasyncore; python_version >= "3.12"'],
  );
  return join(folder, 'bin', 'cqlsh');
}

/** The command that copies a table to one CSV file. */
export function cqlshCommand(program, { connection, keyspace, table, to }) {
  const [host] = connection.contactPoints;
  const { username, password } = connection.credentials ?? {};
  return [
    program,
    ...(username === undefined ? [] : ['-u', username, '-p', password]),
    ...['--request-timeout', '120', '-e'],
    `COPY ${keyspace}.${table} TO '${join(to, 'copy.csv')}' WITH HEADER = true`,
    ...[host, String(connection.port)],
  ];
}
