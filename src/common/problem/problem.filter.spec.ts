import { jest } from '@jest/globals';
import {
  type ArgumentsHost,
  Logger,
  NotFoundException,
  ServiceUnavailableException,
} from '@nestjs/common';
import { ProblemFilter, toProblem } from './problem.filter.js';
import { invalidRequest, ProblemException } from './problem.js';

describe('toProblem', () => {
  it('tells nothing of a failure it does not know', () => {
    expect(toProblem(new Error('secret'))).toEqual({
      type: 'about:blank',
      title: 'Internal Server Error',
      status: 500,
      code: 'internal',
      detail: 'The request failed on our side.',
    });
    expect(toProblem('secret')).toMatchObject({ status: 500, code: 'internal' });
  });

  it('keeps the status of the body parser but not its words', () => {
    const error = Object.assign(new Error('secret'), { status: 413 });

    expect(toProblem(error)).toMatchObject({ status: 413, code: 'payload-too-large' });
    expect(JSON.stringify(toProblem(error))).not.toContain('secret');
  });

  it('makes no success out of an error', () => {
    expect(toProblem(Object.assign(new Error('secret'), { status: 200 })).status).toBe(500);
  });

  it('does not repeat the address that Nest did not find', () => {
    const problem = toProblem(new NotFoundException('Cannot GET /secret'));

    expect(problem).toMatchObject({ status: 404, code: 'not-found' });
    expect(problem.detail).not.toContain('secret');
  });

  it('passes on what our own routes say', () => {
    const faults = [{ property: 'age', messages: ['age must be a number'] }];

    expect(toProblem(invalidRequest(faults))).toMatchObject({ status: 400, errors: faults });
    expect(toProblem(new ServiceUnavailableException('Not yet'))).toMatchObject({
      status: 503,
      code: 'service-unavailable',
      detail: 'Not yet',
    });
  });
});

describe('ProblemFilter', () => {
  const response = { setHeader: () => undefined, end: () => undefined };
  const host = {
    switchToHttp: () => ({ getResponse: () => response }),
  } as unknown as ArgumentsHost;

  afterEach(() => {
    jest.restoreAllMocks();
  });

  function logged(thrown: unknown): readonly unknown[] {
    const warn = jest.spyOn(Logger.prototype, 'warn').mockReturnValue();
    const error = jest.spyOn(Logger.prototype, 'error').mockReturnValue();
    new ProblemFilter().catch(thrown, host);
    return [...warn.mock.calls, ...error.mock.calls].map(
      ([message]: readonly unknown[]) => message,
    );
  }

  it('logs a failure that nobody has logged', () => {
    expect(logged(new Error('It failed.'))).toEqual(['It failed.']);
  });

  it('leaves what is to be logged of a decision to whoever took it', () => {
    const parts = { status: 503, code: 'not-ready', detail: 'Cassandra does not answer.' };
    expect(logged(new ProblemException(parts))).toEqual([]);
  });
});
