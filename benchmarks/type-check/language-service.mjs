import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

const folder = import.meta.dirname;
const root = join(folder, '..', '..');
/** Never on disk: `places.ts.txt` is as an author leaves it in mid-word, and need not compile. */
const file = join(folder, 'places.ts');
/** A comment, and the quote behind it if there is one: inside it the text is completed. */
const marker = /\/\*(\w+)\*\/'?/g;

/**
 * An editor's view of `places.ts`. A place is a comment there: completions are asked for at it, the hover is that of the name
 * that begins at it.
 */
export function languageService() {
  const source = readFileSync(`${file}.txt`, 'utf8');
  const positions = new Map(
    [...source.matchAll(marker)].map((match) => [match[1], match.index + match[0].length]),
  );
  const options = compilerOptions();
  let version = 0;
  /** As an editor does: what is not edited is read once. */
  const others = new Map();
  const host = {
    getCompilationSettings: () => options,
    getScriptFileNames: () => [file],
    getScriptVersion: (name) => (name === file ? String(version) : '0'),
    getScriptSnapshot: (name) => {
      if (name === file) return ts.ScriptSnapshot.fromString(`${source}\n// ${version}`);
      if (!others.has(name)) others.set(name, snapshotOf(name));
      return others.get(name);
    },
    getCurrentDirectory: () => root,
    getDefaultLibFileName: ts.getDefaultLibFilePath,
    fileExists: (name) => name === file || ts.sys.fileExists(name),
    readFile: ts.sys.readFile,
    readDirectory: ts.sys.readDirectory,
    directoryExists: ts.sys.directoryExists,
    getDirectories: ts.sys.getDirectories,
  };
  const service = ts.createLanguageService(host);
  const positionOf = (place) => positions.get(place);
  return {
    places: [...positions.keys()],
    /** As if a letter was typed. */
    edit: () => (version += 1),
    completionsAt: (place) =>
      (service.getCompletionsAtPosition(file, positionOf(place), {})?.entries ?? []).map(
        ({ name }) => name,
      ),
    hoverAt: (place) => {
      const info = service.getQuickInfoAtPosition(file, positionOf(place));
      return ts.displayPartsToString(info?.displayParts);
    },
  };
}

function snapshotOf(name) {
  const text = ts.sys.readFile(name);
  return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
}

function compilerOptions() {
  const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile);
  return ts.parseJsonConfigFileContent(config, ts.sys, root).options;
}
