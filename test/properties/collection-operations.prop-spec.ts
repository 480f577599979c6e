import fc from 'fast-check';
import {
  add,
  append,
  type Cassandra,
  type Changes,
  connectCassandra,
  discard,
  int,
  list,
  map,
  prepend,
  put,
  removeAt,
  removeKeys,
  type Repository,
  set,
  setAt,
  Table,
  text,
} from '../../src/cassandra/index.js';
import {
  createTestKeyspace,
  type TestKeyspace,
} from '../../src/embedded-cassandra/testing/index.js';
import '../support/seed.js';

class Box extends Table('boxes', {
  columns: { id: int(), tags: set(text()), steps: list(text()), amounts: map(text(), int()) },
  partitionKey: ['id'],
}) {}

/** What Cassandra should hold after the same changes. */
interface Model {
  tags: Set<string>;
  steps: string[];
  amounts: Map<string, number>;
}

interface Step {
  readonly changes: Changes<Box>;
  readonly apply: (model: Model) => void;
}

const letter = fc.constantFrom('a', 'b', 'c', 'd');
const letters = fc.array(letter, { maxLength: 3 });

const tagSteps: fc.Arbitrary<Step> = fc.oneof(
  letters.map((whole): Step => ({
    changes: { tags: new Set(whole) },
    apply: (model) => {
      model.tags = new Set(whole);
    },
  })),
  fc.tuple(letters, letters).map(([more, fewer]): Step => {
    const left = fewer.filter((one) => !more.includes(one));
    return {
      changes: { tags: [add(...more), discard(...left)] },
      apply: ({ tags }) => {
        for (const one of more) tags.add(one);
        for (const one of left) tags.delete(one);
      },
    };
  }),
);

const amountSteps: fc.Arbitrary<Step> = fc
  .tuple(fc.array(fc.tuple(letter, fc.integer({ min: 0, max: 9 })), { maxLength: 3 }), letters)
  .map(([entries, keys]): Step => {
    const left = keys.filter((key) => !entries.some(([put]) => put === key));
    return {
      changes: { amounts: [put(new Map(entries)), removeKeys(...left)] },
      apply: ({ amounts }) => {
        for (const [key, value] of entries) amounts.set(key, value);
        for (const key of left) amounts.delete(key);
      },
    };
  });

/** Indexes are counted from what is there, so that none is outside of the list. */
const listSteps = fc.oneof(
  fc.record({ name: fc.constantFrom('append', 'prepend', 'discard', 'whole'), of: letters }),
  fc.record({ name: fc.constantFrom('setAt', 'removeAt'), of: fc.tuple(letter), at: fc.nat(9) }),
);

function listStep(step: { name: string; of: string[]; at?: number }, { steps }: Model): Step {
  const { name, of, at = 0 } = step;
  const index = steps.length === 0 ? 0 : at % steps.length;
  const [element = 'a'] = of;
  const become =
    (next: readonly string[]): Step['apply'] =>
    (model) => {
      model.steps = [...next];
    };
  if (name === 'append') {
    return { changes: { steps: append(...of) }, apply: become([...steps, ...of]) };
  }
  if (name === 'prepend') {
    return { changes: { steps: prepend(...of) }, apply: become([...of, ...steps]) };
  }
  if (name === 'discard') {
    const left = steps.filter((one) => !of.includes(one));
    return { changes: { steps: discard(...of) }, apply: become(left) };
  }
  if (name === 'whole' || steps.length === 0) {
    return { changes: { steps: of }, apply: become(of) };
  }
  return name === 'setAt'
    ? { changes: { steps: setAt(index, element) }, apply: become(steps.with(index, element)) }
    : { changes: { steps: removeAt(index) }, apply: become(steps.toSpliced(index, 1)) };
}

describe('Operations on collections', () => {
  let keyspace: TestKeyspace;
  let cassandra: Cassandra;
  let boxes: Repository<Box>;
  let lastId = 0;

  beforeAll(async () => {
    keyspace = await createTestKeyspace();
    cassandra = await connectCassandra({ ...keyspace.connection, schema: 'sync', tables: [Box] });
    boxes = cassandra.repository(Box);
  });

  afterAll(async () => {
    await cassandra.close();
    await keyspace.drop();
  });

  it('leave what the same changes of a Set, an array and a Map leave', async () => {
    const sequences = fc.array(fc.tuple(tagSteps, listSteps, amountSteps), {
      minLength: 1,
      maxLength: 8,
    });
    await fc.assert(
      fc.asyncProperty(sequences, async (sequence) => {
        const id = ++lastId;
        const model: Model = { tags: new Set(), steps: [], amounts: new Map() };
        await boxes.insert({ id });
        for (const [tags, ofList, amounts] of sequence) {
          const steps = listStep(ofList, model);
          await boxes.update({ id }, { ...tags.changes, ...steps.changes, ...amounts.changes });
          for (const { apply } of [tags, steps, amounts]) apply(model);
        }
        const row = await boxes.findOneOrFail({ id });
        expect([row.tags, row.steps, row.amounts]).toEqual([
          new Set([...model.tags].sort()),
          model.steps,
          new Map([...model.amounts].sort()),
        ]);
      }),
      { numRuns: 60 },
    );
  });
});
