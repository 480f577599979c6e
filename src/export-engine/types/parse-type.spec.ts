import { parseType } from './parse-type.js';
import { scalarKinds } from './wire-type.js';

const none = (): undefined => undefined;

describe('parseType', () => {
  it.each(scalarKinds)('reads %s', (kind) => {
    expect(parseType(kind, none)).toEqual({ kind });
  });

  it('reads what is nested, and takes no notice of frozen', () => {
    expect(parseType('frozen<map<text, frozen<list<tuple<int, set<uuid>>>>>>', none)).toEqual({
      kind: 'map',
      key: { kind: 'text' },
      value: {
        kind: 'list',
        element: {
          kind: 'tuple',
          elements: [{ kind: 'int' }, { kind: 'set', element: { kind: 'uuid' } }],
        },
      },
    });
    expect(parseType('vector<vector<float, 2>, 3>', none)).toEqual({
      kind: 'vector',
      dimensions: 3,
      element: { kind: 'vector', dimensions: 2, element: { kind: 'float' } },
    });
  });

  it('finds the fields of UDTs, quoted ones and those within', () => {
    const udts = new Map([
      ['address', [{ name: 'zip', type: 'int' }]],
      ['A "b"', [{ name: 'home', type: 'frozen<address>' }]],
    ]);
    expect(parseType('list<frozen<"A ""b""">>', (name) => udts.get(name))).toEqual({
      kind: 'list',
      element: {
        kind: 'udt',
        name: 'A "b"',
        fields: [
          {
            name: 'home',
            type: {
              kind: 'udt',
              name: 'address',
              fields: [{ name: 'zip', type: { kind: 'int' } }],
            },
          },
        ],
      },
    });
  });

  it('keeps the class of a type of the operator', () => {
    expect(parseType("'org.example.Point'", none)).toEqual({
      kind: 'custom',
      name: 'org.example.Point',
    });
  });

  it.each(['', 'list', 'map<int>', 'list<int', 'list<int>>', 'unknown', 'vector<int>'])(
    'refuses "%s"',
    (text) => {
      expect(() => parseType(text, none)).toThrow(TypeError);
    },
  );
});
