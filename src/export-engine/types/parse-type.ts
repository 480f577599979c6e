import { scalarKinds, type ScalarKind, type WireField, type WireType } from './wire-type.js';

/** The fields of a UDT of the table's keyspace; undefined where there is none of this name. */
export type FindUdt = (name: string) => readonly { name: string; type: string }[] | undefined;

const token = /\s*("(?:[^"]|"")*"|'[^']*'|[\w.$]+|[<>,])/y;
const kinds: ReadonlySet<string> = new Set(scalarKinds);

/** Reads a type as `system_schema` writes it: `map<text, frozen<list<frozen<address>>>>`, `vector<float, 3>`. */
export function parseType(text: string, findUdt: FindUdt): WireType {
  const words = wordsOf(text);
  let at = 0;
  const next = (): string => words[at++] ?? '';
  const expect = (word: string): void => {
    if (next() !== word) throw new TypeError(`Not a CQL type: ${text}`);
  };

  const one = (): WireType => {
    const word = next();
    switch (word) {
      case 'frozen':
        return single();
      case 'list':
      case 'set':
        return { kind: word, element: single() };
      case 'map': {
        const [key, value, ...more] = several();
        if (key === undefined || value === undefined || more.length > 0) break;
        return { kind: 'map', key, value };
      }
      case 'tuple':
        return { kind: 'tuple', elements: several() };
      case 'vector': {
        expect('<');
        const element = one();
        expect(',');
        const dimensions = Number(next());
        expect('>');
        return { kind: 'vector', element, dimensions };
      }
      case 'varchar':
        return { kind: 'text' };
      default:
        return named(word);
    }
    throw new TypeError(`Not a CQL type: ${text}`);
  };
  const single = (): WireType => {
    expect('<');
    const type = one();
    expect('>');
    return type;
  };
  const several = (): WireType[] => {
    expect('<');
    const types = [one()];
    while (words[at] === ',') {
      at += 1;
      types.push(one());
    }
    expect('>');
    return types;
  };
  const named = (word: string): WireType => {
    if (kinds.has(word)) return { kind: word as ScalarKind };
    if (word.startsWith("'")) return { kind: 'custom', name: word.slice(1, -1) };
    const name = word.startsWith('"') ? word.slice(1, -1).replaceAll('""', '"') : word;
    const fields = findUdt(name);
    if (fields === undefined) throw new TypeError(`Not a CQL type: ${text}`);
    const typed = ({ name: field, type }: { name: string; type: string }): WireField => ({
      name: field,
      type: parseType(type, findUdt),
    });
    return { kind: 'udt', name, fields: fields.map(typed) };
  };

  const type = one();
  if (at !== words.length) throw new TypeError(`Not a CQL type: ${text}`);
  return type;
}

function wordsOf(text: string): readonly string[] {
  const words: string[] = [];
  token.lastIndex = 0;
  for (let match = token.exec(text); match !== null; match = token.exec(text)) {
    words.push(match[1] ?? '');
  }
  return words;
}
