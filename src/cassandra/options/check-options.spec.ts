import type { CassandraOptions } from './cassandra.options.js';
import { checkOptions, warningsOf } from './check-options.js';
import { InvalidOptionsError } from '../errors/refused/invalid-options.error.js';

const options: CassandraOptions = {
  contactPoints: ['127.0.0.1'],
  localDataCenter: 'datacenter1',
  keyspace: 'city_info',
};

function problemsOf(more: object, isProduction = false): readonly string[] {
  try {
    checkOptions({ ...options, ...more }, isProduction);
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
      replication: { class: 'SimpleStrategy' },
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
      'replication',
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
    for (const part of ['ca', 'cert', 'key']) {
      expect(problemsOf({ tls: { [part]: 5 } })).toEqual([
        expect.stringContaining(`tls.${part}: `),
      ]);
    }
    expect(problemsOf({ tls: { ca: ['pem', Buffer.from('pem')] } })).toEqual([]);
  });

  it('takes nothing for the driver that would go past its own options', () => {
    expect(problemsOf({ driver: { applicationName: 'city' } })).toEqual([]);
    for (const driver of [null, 5, { sslOptions: {} }, { keyspace: 'a' }, { localDataCenter: 'b' }])
      expect(problemsOf({ driver })).toHaveLength(1);
  });

  it('takes nothing that would be left out for its kind', () => {
    expect(problemsOf({ timeouts: null, writesFromOneDataCenter: 'true' })).toEqual([
      'timeouts: give an object, such as { readMs: 6000 }.',
      'writesFromOneDataCenter: give true or false.',
    ]);
    expect(problemsOf({ timeouts: 5000 })).toHaveLength(1);
  });

  it('takes no name that would be left out, and says which one was meant', () => {
    expect(problemsOf({ name: undefined })).toEqual([]);
    expect(problemsOf({ cursorSecret: [], timeouts: { readMS: 5 }, tls: { CA: 'pem' } })).toEqual([
      'cursorSecret: there is no such option. Did you mean cursorSecrets?',
      'timeouts.readMS: there is no such option. Did you mean timeouts.readMs?',
      'tls.CA: there is no such option. Did you mean tls.ca?',
    ]);
    expect(problemsOf({ logging: true })).toEqual([
      expect.stringMatching(
        /^logging: there is no such option\. Give contactPoints, .*cursorSecrets\.$/,
      ),
    ]);
  });

  it('takes the replication of one data centre or of each', () => {
    const dataCenters = { eu: 3, us: 2 };
    expect(problemsOf({ replication: { class: 'NetworkTopologyStrategy', dataCenters } })).toEqual(
      [],
    );
    const broken = [
      'SimpleStrategy',
      { class: 'NetworkTopologyStrategy', dataCenters: {} },
      { class: 'NetworkTopologyStrategy', dataCenters: { eu: '3' } },
      { class: 'EverywhereStrategy', replicationFactor: 1 },
    ];
    for (const replication of broken) expect(problemsOf({ replication })).toHaveLength(1);
  });

  it('warns of what works and may not be meant, and refuses it in production', () => {
    const unsafe = { ...options, tls: { verify: false } };
    expect(warningsOf(unsafe)).toHaveLength(2);
    expect(problemsOf({ tls: { verify: false } }, true).map((one) => one.split(':')[0])).toEqual([
      'cursorSecrets',
      'tls.verify',
    ]);
    const safe = { cursorSecrets: ['x'.repeat(32)], tls: true };
    expect(warningsOf({ ...options, ...safe })).toEqual([]);
    expect(problemsOf(safe, true)).toEqual([]);
  });
});
