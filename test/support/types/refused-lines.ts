import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import ts from 'typescript';

const root = join(import.meta.dirname, '..', '..', '..');
const directive = '@ts-expect-error';
/** As long as the directive, so that every place stays where it is. */
const disarmed = '@refused-by-tsc!';

/** A line that must not compile, and what the compiler says of it. */
export interface RefusedLine {
  /** What stands behind the directive. */
  readonly comment: string;
  readonly statement: string;
  /** The diagnostic from its first line to its last; undefined: the line compiles. */
  readonly diagnostic: readonly string[] | undefined;
}

/** What the compiler says of files in which some lines must not compile. */
export interface Compiled {
  readonly refused: ReadonlyMap<string, readonly RefusedLine[]>;
  /** Diagnostics of other lines. */
  readonly others: readonly string[];
}

/** Compiles the files without their directives, which would hide what users read. */
export function compile(files: readonly string[], more: ts.CompilerOptions = {}): Compiled {
  const { options: own } = ts.parseJsonConfigFileContent(
    ts.readConfigFile(join(root, 'tsconfig.json'), (path) => ts.sys.readFile(path)).config,
    ts.sys,
    root,
  );
  const options = { ...own, ...more };
  const host = ts.createCompilerHost(options);
  const read = host.readFile.bind(host);
  host.readFile = (file) => read(file)?.replaceAll(directive, disarmed);
  const diagnostics = ts.getPreEmitDiagnostics(ts.createProgram([...files], options, host));
  const taken = new Set<ts.Diagnostic>();
  const refused = new Map(
    files.map((file) => [basename(file), refusedLines(file, diagnostics, taken)] as const),
  );
  const others = diagnostics.filter((diagnostic) => !taken.has(diagnostic));
  return {
    refused,
    others: others.map((other) => `${placeOf(other)}: ${linesOf(other).join(' ')}`),
  };
}

function refusedLines(
  file: string,
  diagnostics: readonly ts.Diagnostic[],
  taken: Set<ts.Diagnostic>,
): readonly RefusedLine[] {
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines.flatMap((line, index) => {
    const [, comment] = /@ts-expect-error ?(.*)/.exec(line) ?? [];
    if (comment === undefined) return [];
    const found = diagnostics.filter(
      (diagnostic) => diagnostic.file?.fileName === file && lineOf(diagnostic) === index + 1,
    );
    for (const diagnostic of found) taken.add(diagnostic);
    const [first] = found;
    const statement = (lines[index + 1] ?? '').trim();
    return [{ comment, statement, diagnostic: first === undefined ? undefined : linesOf(first) }];
  });
}

function lineOf({ file, start = 0 }: ts.Diagnostic): number | undefined {
  return file?.getLineAndCharacterOfPosition(start).line;
}

function placeOf(diagnostic: ts.Diagnostic): string {
  return `${diagnostic.file?.fileName ?? ''}:${String((lineOf(diagnostic) ?? 0) + 1)}`;
}

function linesOf({ messageText }: ts.Diagnostic): readonly string[] {
  return ts
    .flattenDiagnosticMessageText(messageText, '\n')
    .split('\n')
    .map((line) => line.trim());
}
