import { invalidRequest, ProblemException } from '../../common/problem/problem.js';
import { failureOf } from './failure-of.js';

describe('failureOf', () => {
  it('says what is wrong and what mends it, and nothing of a request', () => {
    const error = invalidRequest([
      { property: 'columns', messages: ['"name" cannot be exported from cities'] },
      { property: 'where.age', messages: ['age has no index.'], fix: "Add 'age' to indexes." },
    ]);
    const message =
      'columns: "name" cannot be exported from cities. where.age: age has no index. Add \'age\' to indexes.';

    expect(failureOf(error)).toEqual({ code: 'invalid-request', message, log: message });
  });

  it('says the detail of a problem that has no more', () => {
    const detail = 'There is no such source.';
    const error = new ProblemException({ status: 422, code: 'unknown-export-source', detail });

    expect(failureOf(error)).toMatchObject({ code: 'unknown-export-source', message: detail });
  });

  it('keeps what no client may know of for the log', () => {
    expect(failureOf(new Error('of /var/lib'))).toEqual({
      code: 'internal',
      message: 'The request failed on our side.',
      log: 'of /var/lib',
    });
  });
});
