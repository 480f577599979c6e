import { Logger } from '@nestjs/common';
import { jest } from '@jest/globals';
import { type Query } from '../../cassandra/index.js';
import { ndjson } from './ndjson.js';

/** A query whose second page fails. */
function failing(error: Error): Query<object> {
  async function* pages(): AsyncGenerator<readonly object[], void, undefined> {
    yield [{ id: 1 }];
    await Promise.reject(error);
  }
  return { with: () => ({ pages }) } as unknown as Query<object>;
}

describe('ndjson', () => {
  afterEach(() => {
    jest.restoreAllMocks();
  });

  it('logs a failure in the middle of a list by its message alone', async () => {
    const log = jest.spyOn(Logger.prototype, 'error').mockReturnValue();
    const file = await ndjson(failing(new Error('It failed.', { cause: new Error('secret') })));
    const stream = file.getStream();
    const failure = new Promise<Error>((resolve) => stream.once('error', resolve));

    stream.resume();
    file.errorLogger(await failure);

    expect(log.mock.calls).toEqual([['It failed.']]);
  });
});
