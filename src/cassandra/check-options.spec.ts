import type { CassandraOptions } from './cassandra.options.js';
import { checkOptions } from './check-options.js';
import { InvalidOptionsError } from './errors/refused/invalid-options.error.js';

const options: CassandraOptions = {
  contactPoints: ['127.0.0.1'],
  localDataCenter: 'datacenter1',
  keyspace: 'city_info',
};

function problemsOf(more: object): readonly string[] {
  try {
    checkOptions({ ...options, ...more });
  } catch (error) {
    if (error instanceof InvalidOptionsError) return error.problems;
    throw error;
  }
  return [];
}

describe('checkOptions', () => {
  it('accepts what is enough', () => {
    expect(problemsOf({})).toEqual([]);
    expect(problemsOf({ port: 9042, cursorSecrets: ['x'.repeat(32)], schema: 'sync' })).toEqual([]);
  });

  it('names every option that cannot work in one error, and no secret', () => {
    const problems = problemsOf({
      contactPoints: [],
      localDataCenter: '',
      keyspace: 'a b',
      port: 0,
      pageSize: 50_001,
      maxInValues: 1.5,
      timeouts: { readMs: -1 },
      schema: 'drop',
      connect: 'later',
      consistency: 'MOST',
      credentials: { username: 'ada', password: '' },
      cursorSecrets: ['short secret'],
    });
    expect(problems.map((problem) => problem.split(':')[0])).toEqual([
      'contactPoints',
      'localDataCenter',
      'keyspace',
      'port',
      'pageSize',
      'maxInValues',
      'timeouts.readMs',
      'schema',
      'connect',
      'consistency',
      'credentials',
      'cursorSecrets',
    ]);
    expect(problems.join()).not.toMatch(/ada|short secret/);
  });

  it('takes encryption that verifies, and no name that would be left out', () => {
    expect(problemsOf({ tls: true })).toEqual([]);
    expect(problemsOf({ tls: { ca: 'pem', serverName: 'db', verify: false } })).toEqual([]);
    for (const tls of ['yes', { rejectUnauthorized: false }, { verify: 'no' }]) {
      expect(problemsOf({ tls })).toHaveLength(1);
    }
    expect(problemsOf({ driver: { sslOptions: {} } })).toHaveLength(1);
  });
});
