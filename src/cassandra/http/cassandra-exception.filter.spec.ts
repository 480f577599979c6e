import { jest } from '@jest/globals';
import { type ArgumentsHost, Logger } from '@nestjs/common';
import { CassandraUnreachableError } from '../errors/failed/cassandra-unreachable.error.js';
import { StatementRejectedError } from '../errors/failed/statement-rejected.error.js';
import { RowNotFoundError } from '../errors/row-not-found.error.js';
import { CassandraExceptionFilter } from './cassandra-exception.filter.js';

/** What the filter did to a response. */
function answerTo(error: Parameters<CassandraExceptionFilter['catch']>[0], headersSent = false) {
  const headers = new Map<string, unknown>();
  const response = {
    headersSent,
    statusCode: 200,
    body: '',
    isDestroyed: false,
    setHeader: (name: string, value: unknown) => headers.set(name, value),
    end(body: string) {
      this.body = body;
    },
    destroy() {
      this.isDestroyed = true;
    },
  };
  const host = {
    getType: () => 'http',
    switchToHttp: () => ({ getResponse: () => response }),
  } as unknown as ArgumentsHost;
  new CassandraExceptionFilter().catch(error, host);
  return { ...response, headers };
}

describe('CassandraExceptionFilter', () => {
  const unreachable = new CassandraUnreachableError('gone', { operation: 'read', table: 'users' });
  const warn = jest.spyOn(Logger.prototype, 'warn').mockReturnValue();
  const error = jest.spyOn(Logger.prototype, 'error').mockReturnValue();

  beforeEach(() => {
    jest.clearAllMocks();
  });

  afterAll(() => {
    jest.restoreAllMocks();
  });

  it('answers problem+json, with when to try again', () => {
    const { statusCode, headers, body } = answerTo(unreachable);
    expect(statusCode).toBe(503);
    expect(headers.get('Content-Type')).toBe('application/problem+json');
    expect(headers.get('Retry-After')).toBe(3);
    expect(JSON.parse(body)).toMatchObject({ status: 503, code: 'unreachable' });
  });

  it('logs by who has to look', () => {
    answerTo(new RowNotFoundError('users', ['username']));
    expect([warn.mock.calls, error.mock.calls]).toEqual([[], []]);
    answerTo(unreachable);
    expect(warn).toHaveBeenCalledTimes(1);
    answerTo(new StatementRejectedError('no', { operation: 'read', table: 'users' }));
    expect(error).toHaveBeenCalledTimes(1);
  });

  it('breaks off an answer that has begun', () => {
    expect(answerTo(unreachable, true)).toMatchObject({ isDestroyed: true, body: '' });
  });

  it('leaves errors alone where there is no HTTP', () => {
    const host = { getType: () => 'rpc' } as unknown as ArgumentsHost;
    expect(() => {
      new CassandraExceptionFilter().catch(unreachable, host);
    }).toThrow(unreachable);
  });
});
