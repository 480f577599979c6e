import { join } from 'node:path';
import ts from 'typescript';

const folder = import.meta.dirname;
const root = join(folder, '..', '..');

function compile(files: readonly string[]): readonly ts.Diagnostic[] {
  const configFile = join(root, 'tsconfig.json');
  const { config } = ts.readConfigFile(configFile, (path) => ts.sys.readFile(path)) as {
    config: unknown;
  };
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
  return ts.getPreEmitDiagnostics(ts.createProgram([...files], options));
}

const files = [
  'cql',
  'declarations',
  'filter-legal',
  'filter-refused',
  'injection',
  'rows',
  'select-legal',
  'select-refused',
  'tables',
  'writes',
  'batches',
].map((name) => join(folder, `${name}.ts`));

describe('the types of the package', () => {
  it('accept what Cassandra can serve and refuse what it cannot', () => {
    const messages = compile(files).map((diagnostic) => {
      const position = diagnostic.file?.getLineAndCharacterOfPosition(diagnostic.start ?? 0);
      const place = `${diagnostic.file?.fileName ?? ''}:${String((position?.line ?? 0) + 1)}`;
      return `${place} ${ts.flattenDiagnosticMessageText(diagnostic.messageText, '\n')}`;
    });
    expect(messages).toEqual([]);
  }, 60_000);
});
