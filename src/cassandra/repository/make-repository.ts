import type { TableOf } from '../table/table.js';
import { AppendOnlyRepository } from './append-only-repository.js';
import { CounterRepository } from './counter-repository.js';
import { ReadRepository } from './read/read-repository.js';
import { Repository } from './repository.js';
import { VersionedRepository } from './versioned-repository.js';
import type { WritingContext } from './writing-context.js';

/** The repository of a table, by the way it is written and its columns. */
export function makeRepository<Entity>(
  table: TableOf<Entity>,
  context: WritingContext,
): ReadRepository<Entity> {
  const { writes, columns } = table.definition;
  switch (writes) {
    case 'versioned':
      return new VersionedRepository(table, context);
    case 'append-only':
      return new AppendOnlyRepository(table, context);
    case 'projection':
      return new ReadRepository(table, context);
    case 'plain':
      return Object.values(columns).some(({ kind }) => kind === 'counter')
        ? new CounterRepository(table, context)
        : new Repository(table, context);
  }
}
