import * as door from '../index.js';
import {
  CassandraAuthenticationError,
  CassandraConfigurationError,
  CassandraError,
  CassandraOverloadedError,
  CassandraReadFailureError,
  CassandraReadTimeoutError,
  CassandraRequestError,
  CassandraRequestTimeoutError,
  CassandraSchemaError,
  CassandraUnavailableError,
  CassandraUnreachableError,
  CassandraWriteFailureError,
  CassandraWriteTimeoutError,
  ConcurrentUpdateError,
  GuardrailViolatedError,
  IndexBuildingError,
  InvalidBatchError,
  InvalidCursorError,
  InvalidOptionsError,
  InvalidQueryError,
  InvalidRequestError,
  InvalidTableError,
  InvalidValueError,
  InvalidWriteError,
  MultipleRowsError,
  PayloadTooLargeError,
  ProjectionLagError,
  RowNotFoundError,
  SchemaMismatchError,
  StatementRejectedError,
  StreamTimeoutError,
  UncategorizedCassandraError,
} from '../index.js';
import { cassandraProblem } from './cassandra-problem.js';

const read = { operation: 'read', table: 'users', cql: 'SELECT secret' } as const;
const write = { operation: 'write', table: 'users', cql: 'INSERT secret' } as const;
const unknown = { mayBeApplied: true };
const fault = { code: 'some-code', columns: ['name'], problem: 'It is wrong.', fix: 'Mend it.' };
const missing = { ...fault, code: 'missing-value' };

describe('cassandraProblem', () => {
  const cases: [number, CassandraError][] = [
    [400, new InvalidQueryError('users', [fault])],
    [400, new InvalidCursorError('users')],
    [422, new InvalidValueError('users', [fault])],
    [422, new InvalidWriteError('users', [fault])],
    [422, new InvalidBatchError('users', [fault])],
    [500, new InvalidValueError('users', [missing])],
    [404, new RowNotFoundError('users', ['username'])],
    [500, new MultipleRowsError('users', ['username'])],
    [500, new InvalidTableError([{ ...fault, code: 'udt', table: 'users' }])],
    [500, new InvalidOptionsError(['secret'])],
    [500, new SchemaMismatchError([])],
    [412, new ConcurrentUpdateError('users', 'version')],
    [409, new ConcurrentUpdateError('users', 'contention')],
    [413, new PayloadTooLargeError('secret', write)],
    [422, new GuardrailViolatedError('secret', write)],
    [503, new CassandraUnreachableError('secret', read, [{ host: 'secret', reason: 'secret' }])],
    [503, new CassandraOverloadedError('secret', read)],
    [503, new IndexBuildingError(read, 'secret', { cause: undefined })],
    [503, new CassandraUnavailableError(read, 'LOCAL_QUORUM', 2, 1)],
    [503, new CassandraConfigurationError('secret', { operation: 'connect' })],
    [503, new CassandraAuthenticationError('secret', { operation: 'connect' })],
    [500, new CassandraAuthenticationError('secret', read)],
    [504, new CassandraReadTimeoutError('secret', read)],
    [504, new CassandraWriteTimeoutError('secret', write, unknown)],
    [504, new CassandraRequestTimeoutError('secret', write, unknown)],
    [504, new ProjectionLagError('users', new Error('secret'))],
    [504, new StreamTimeoutError('users', 1000, 1, 1)],
    [500, new CassandraReadFailureError('secret', read)],
    [500, new CassandraWriteFailureError('secret', write, unknown)],
    [500, new CassandraSchemaError('secret', read)],
    [500, new StatementRejectedError('secret', read)],
    [500, new UncategorizedCassandraError('secret', read)],
  ];

  it.each(cases)('answers %i to %p', (status, error) => {
    const problem = cassandraProblem(error);

    expect(problem).toMatchObject({ status, code: error.code });
    expect(JSON.stringify(problem)).not.toContain('secret');
  });

  it('knows every error that the package throws', () => {
    const isAbstract = (one: unknown): boolean =>
      [CassandraError, CassandraRequestError, InvalidRequestError].some((base) => base === one);
    const thrown = Object.values<unknown>(door).filter(
      (one) =>
        typeof one === 'function' &&
        (one === CassandraError || one.prototype instanceof CassandraError) &&
        !isAbstract(one),
    );
    const told = new Set<unknown>(cases.map(([, error]) => error.constructor));
    expect(thrown.filter((one) => !told.has(one))).toEqual([]);
  });

  it('says of a write, and of nothing else, whether it may have happened', () => {
    const timeout = new CassandraWriteTimeoutError('late', write, unknown);

    expect(cassandraProblem(timeout)).toHaveProperty('mayBeApplied', true);
    expect(cassandraProblem(new CassandraOverloadedError('full', write))).toHaveProperty(
      'mayBeApplied',
      false,
    );
    expect(cassandraProblem(new CassandraReadTimeoutError('late', read))).not.toHaveProperty(
      'mayBeApplied',
    );
  });

  it('says of a write that will come that it is not to be repeated', () => {
    const logged = new CassandraWriteTimeoutError('late', write, { willBeApplied: true });
    const lagging = new ProjectionLagError('users', new Error('secret'));
    for (const error of [logged, lagging]) {
      expect(cassandraProblem(error)).toMatchObject({ mayBeApplied: true, willBeApplied: true });
    }
    const open = new CassandraWriteTimeoutError('late', write, unknown);
    expect(cassandraProblem(open)).not.toHaveProperty('willBeApplied');
  });

  it('names the properties at fault', () => {
    expect(cassandraProblem(new InvalidValueError('users', [fault])).errors).toEqual([
      { property: 'name', code: fault.code, messages: ['It is wrong.'], fix: fault.fix },
    ]);
  });
});
