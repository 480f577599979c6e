import { errors } from 'cassandra-driver';
import type { RequestContext } from '../failed/cassandra-request.error.js';
import { translateDriverError } from './translate-driver-error.js';

const read: RequestContext = { operation: 'read', table: 'users' };
const write: RequestContext = { operation: 'write', table: 'users' };
const connect: RequestContext = { operation: 'connect' };

function response(code: number, message = 'secret', more: object = {}): Error {
  return Object.assign(new errors.ResponseError(code, message), more);
}

function socket(code: string): Error {
  return Object.assign(new Error(`connect ${code} 10.0.0.1:9042`), { code });
}

function hosts(...inner: readonly Error[]): Error {
  const entries = inner.map((error, index) => [`10.0.0.${String(index)}:9042`, error]);
  return new errors.NoHostAvailableError(Object.fromEntries(entries) as object);
}

const timeout = (): Error => new errors.OperationTimedOutError('The host did not reply');

describe('translateDriverError', () => {
  it.each<[string, Error, RequestContext, object]>([
    [
      'refused sockets',
      hosts(socket('ECONNREFUSED')),
      write,
      { code: 'unreachable', mayBeApplied: false },
    ],
    [
      'a closed socket',
      hosts(socket('ECONNRESET')),
      write,
      { code: 'unreachable', mayBeApplied: true },
    ],
    [
      'a closed socket on a read',
      hosts(socket('ECONNRESET')),
      read,
      { code: 'unreachable', mayBeApplied: false },
    ],
    [
      'a host that has no connection at the moment',
      hosts(new Error('No connection available')),
      write,
      { code: 'unreachable', mayBeApplied: false },
    ],
    [
      'hosts that are known to be down',
      new errors.NoHostAvailableError({ '10.0.0.1:9042': 'Host considered as DOWN' }),
      write,
      {
        code: 'unreachable',
        mayBeApplied: false,
        message: expect.stringContaining('DOWN') as string,
      },
    ],
    [
      'a certificate of an unknown authority',
      hosts(socket('SELF_SIGNED_CERT_IN_CHAIN')),
      connect,
      { code: 'configuration' },
    ],
    [
      'a certificate of another host, among hosts that are down',
      hosts(socket('ECONNREFUSED'), socket('ERR_TLS_CERT_ALTNAME_INVALID')),
      connect,
      { code: 'configuration' },
    ],
    [
      'a role that could not be looked up',
      hosts(new errors.AuthenticationError('Unable to perform authentication: Cannot achieve')),
      connect,
      { code: 'unreachable' },
    ],
    [
      'permissions that could not be looked up',
      response(0x2100, 'Unable to perform authorization of permissions: Cannot achieve'),
      read,
      { code: 'unreachable' },
    ],
    ['no host at all', hosts(), read, { code: 'unreachable' }],
    [
      'wrong credentials',
      hosts(new errors.AuthenticationError('bad')),
      connect,
      { code: 'authentication' },
    ],
    [
      'a wrong option',
      hosts(new errors.ArgumentError('no such data center')),
      connect,
      { code: 'configuration' },
    ],
    [
      'a busy connection',
      hosts(new errors.BusyConnectionError('10.0.0.1', 2048, 1)),
      read,
      { code: 'overloaded' },
    ],
    [
      'a time-out in a host',
      hosts(timeout()),
      write,
      { code: 'request-timeout', mayBeApplied: true },
    ],
    ['a time-out alone', timeout(), write, { code: 'request-timeout', mayBeApplied: true }],
    ['a time-out of a read', timeout(), read, { code: 'request-timeout', mayBeApplied: false }],
    [
      'a time-out beside a refused socket',
      hosts(socket('ECONNREFUSED'), timeout()),
      write,
      { code: 'request-timeout', mayBeApplied: true },
    ],
    ['an unprepared statement', hosts(response(0x2500)), read, { code: 'schema' }],
    [
      'unavailable',
      response(0x1000, '', { consistencies: 6, required: 2, alive: 1 }),
      read,
      { code: 'unavailable', consistency: 'LOCAL_QUORUM', required: 2, alive: 1 },
    ],
    ...(
      [
        ['a plain write', {}, false],
        ['a lightweight transaction', { cql: 'INSERT INTO t (id) VALUES (?) IF NOT EXISTS' }, true],
        ['an unlogged batch', { batch: { kind: 'unlogged', statements: [] } }, true],
        ['a logged batch', { batch: { kind: 'logged', statements: [] } }, false],
        [
          'a conditional batch',
          { batch: { kind: 'logged', statements: [{ cql: 'UPDATE t SET a = ? IF EXISTS' }] } },
          true,
        ],
        ['a write that was sent before', { wasSentBefore: true }, true],
      ] as const
    ).map(([what, more, mayBeApplied]): [string, Error, RequestContext, object] => [
      `unavailable for ${what}`,
      response(0x1000),
      { ...write, ...more },
      { code: 'unavailable', mayBeApplied },
    ]),
    ['unavailable on the last host', hosts(response(0x1000)), read, { code: 'unavailable' }],
    ['overloaded', response(0x1001), write, { code: 'overloaded', mayBeApplied: false }],
    ['bootstrapping', response(0x1002), read, { code: 'overloaded' }],
    ['a truncation', response(0x1003), write, { code: 'write-timeout', mayBeApplied: true }],
    ...['SIMPLE', 'CAS', 'COUNTER', 'BATCH_LOG', 'UNLOGGED_BATCH'].map(
      (writeType): [string, Error, RequestContext, object] => [
        `a write time-out of ${writeType}`,
        response(0x1100, '', { writeType }),
        write,
        { code: 'write-timeout', mayBeApplied: true, willBeApplied: false },
      ],
    ),
    [
      'a write time-out of a batch whose log was written',
      response(0x1100, '', { writeType: 'BATCH' }),
      write,
      { code: 'write-timeout', mayBeApplied: true, willBeApplied: true },
    ],
    ['a read time-out', response(0x1200), read, { code: 'read-timeout', mayBeApplied: false }],
    [
      'a read time-out within a transaction',
      response(0x1200),
      write,
      { code: 'read-timeout', mayBeApplied: true },
    ],
    ['a read failure', response(0x1300), read, { code: 'read-failure', mayBeApplied: false }],
    [
      'a read failure within a transaction',
      response(0x1300),
      write,
      { code: 'read-failure', mayBeApplied: true },
    ],
    ['a function failure', response(0x1400), read, { code: 'read-failure' }],
    ['a function failure of a write', response(0x1400), write, { code: 'write-failure' }],
    ['a write failure', response(0x1500), write, { code: 'write-failure', mayBeApplied: true }],
    ['a syntax error', response(0x2000), read, { code: 'statement-rejected' }],
    ['a missing permission', response(0x2100), read, { code: 'authentication' }],
    ['an invalid statement', response(0x2200), read, { code: 'statement-rejected' }],
    [
      'a table that is not there',
      response(0x2200, 'table users does not exist'),
      read,
      {
        code: 'statement-rejected',
        message: expect.stringContaining("schema: 'validate'") as unknown,
      },
    ],
    [
      'a guardrail',
      response(0x2200, 'Guardrail page_size violated: 5000'),
      read,
      { code: 'guardrail-violated' },
    ],
    [
      'too large a batch',
      response(0x2200, 'Batch too large'),
      write,
      { code: 'payload-too-large' },
    ],
    [
      'a table that exists',
      response(0x2400),
      { operation: 'schema', table: 't' },
      { code: 'schema' },
    ],
    ['a server error', response(0x0000), read, { code: 'uncategorized' }],
    [
      'an encoder error',
      new TypeError('Not a valid "secret"'),
      read,
      { code: 'statement-rejected' },
    ],
    [
      'an encoder error of BigInt()',
      new SyntaxError('Cannot convert secret to a BigInt'),
      read,
      { code: 'statement-rejected' },
    ],
  ])('knows %s', (_, error, context, expected) => {
    const translated = translateDriverError(error, context);
    expect(translated).toMatchObject({ ...expected, cause: error });
    // What the server or the encoder says may hold values.
    expect(String(translated)).not.toContain('secret');
  });

  it('names every host and its reason', () => {
    const error = translateDriverError(hosts(socket('ECONNREFUSED'), socket('ETIMEDOUT')), read);
    expect(error).toMatchObject({
      hosts: [
        { host: '10.0.0.0:9042', reason: 'ECONNREFUSED' },
        { host: '10.0.0.1:9042', reason: 'ETIMEDOUT' },
      ],
    });
    expect(String(error)).toContain('Cannot read table "users": no node could be reached.');
  });

  it('leaves what is not from the driver as it is', () => {
    const reason = new Error('the client left');
    expect(translateDriverError(reason, read)).toBe(reason);
  });
});
