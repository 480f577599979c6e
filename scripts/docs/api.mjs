// `npm run docs:api`: writes docs/api from the comments of all that the package's doors export. With --check it writes
// nothing and fails where docs/api is not what it would write, or where something exported is not documented.
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Application } from 'typedoc';
import { root } from '../prepare.mjs';
import { load as loadRooms } from './api-rooms.mjs';
import { load as loadTheme } from './api-theme.mjs';

const pages = join(root, 'docs', 'api');

/** The doors of package.json, by name, and the sources behind them. */
function doors() {
  const { exports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  return Object.entries(exports)
    .filter(([, file]) => file.endsWith('.js'))
    .map(([door, file]) => ({
      name: door === '.' ? 'cassanest' : door.slice(2),
      path: join(root, file.replace('./dist', 'src').replace(/\.js$/, '.ts')),
    }));
}

/** Writes all pages into a folder; false where something is not documented or a link leads nowhere. */
async function writePages(folder) {
  const app = await Application.bootstrapWithPlugins({
    plugin: ['typedoc-plugin-markdown', loadRooms, loadTheme],
    outputs: [{ name: 'markdown', path: folder }],
    outputFileStrategy: 'modules',
    theme: 'cassanest',
    name: 'API reference',
    entryPoints: doors().map(({ path }) => path),
    tsconfig: join(root, 'tsconfig.build.json'),
    logLevel: 'Warn',
    // `tsc` has looked at the types.
    skipErrorChecking: true,
    readme: 'none',
    // Lines and commits would make the pages stale with each edit.
    disableSources: true,
    excludeExternals: true,
    excludeInternal: true,
    excludePrivate: true,
    excludeProtected: true,
    sort: ['alphabetical'],
    validation: { notExported: false, invalidLink: true, notDocumented: true },
    entryFileName: 'README',
    hideBreadcrumbs: true,
    hidePageHeader: true,
    expandParameters: true,
    parametersFormat: 'none',
    interfacePropertiesFormat: 'table',
    classPropertiesFormat: 'table',
    typeAliasPropertiesFormat: 'table',
    typeDeclarationFormat: 'table',
    indexFormat: 'table',
    tableColumnSettings: { hideInherited: true, hideOverrides: true, hideModifiers: true },
  });
  const nameOf = new Map(doors().map(({ name, path }) => [path, name]));
  const entryPoints = app.getDefinedEntryPoints().map((entry) => ({
    ...entry,
    displayName: nameOf.get(entry.sourceFile.fileName),
  }));
  const project = app.converter.convert(entryPoints);
  app.validate(project);
  await app.generateOutputs(project);
  return !app.logger.hasErrors() && !app.logger.hasWarnings();
}

/** The pages of a folder that are not, to the letter, those of the other. */
function differences(folder, other) {
  const read = (file) => (existsSync(file) ? readFileSync(file, 'utf8') : undefined);
  const names = new Set(
    [folder, other].flatMap((one) => (existsSync(one) ? readdirSync(one) : [])),
  );
  return [...names].filter((name) => read(join(folder, name)) !== read(join(other, name)));
}

const folder = mkdtempSync(join(tmpdir(), 'cassanest-api-'));
try {
  const isDocumented = await writePages(folder);
  if (!isDocumented) process.exitCode = 1;
  if (!process.argv.includes('--check')) {
    rmSync(pages, { recursive: true, force: true });
    cpSync(folder, pages, { recursive: true });
  } else if (differences(folder, pages).length > 0) {
    console.error(
      `Stale in docs/api: ${differences(folder, pages).join(', ')}. Run npm run docs:api`,
    );
    process.exitCode = 1;
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
