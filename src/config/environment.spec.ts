import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { InvalidEnvironmentError, readEnvironment } from './environment.js';

describe('readEnvironment', () => {
  it('has a default for everything a bare checkout needs', () => {
    expect(readEnvironment({})).toMatchObject({
      PORT: 3000,
      HOST: '127.0.0.1',
      CASSANDRA_PORT: 9042,
      CASSANDRA_KEYSPACE: 'city_info',
      DATA_DIR: resolve('.cassandra'),
      SEED: 'on',
    });
    expect(readEnvironment({}).CASSANDRA_CONTACT_POINTS).toBeUndefined();
  });

  it('reads numbers and lists', () => {
    const environment = readEnvironment({ PORT: '8080', CASSANDRA_CONTACT_POINTS: 'a, b' });

    expect(environment.PORT).toBe(8080);
    expect(environment.CASSANDRA_CONTACT_POINTS).toEqual(['a', 'b']);
  });

  it('takes an empty variable as absent', () => {
    expect(readEnvironment({ PORT: '', CASSANDRA_CONTACT_POINTS: '' })).toMatchObject({
      PORT: 3000,
    });
  });

  it('has the variables and the defaults of .env.example', () => {
    const file = join(import.meta.dirname, '../../.env.example');
    const documented = parseEnv(readFileSync(file, 'utf8'));
    const { NODE_ENV, ...known } = readEnvironment({});

    expect(NODE_ENV).toBeUndefined();
    expect(Object.keys(documented).sort()).toEqual(Object.keys(known).sort());
    expect(readEnvironment(documented)).toEqual(readEnvironment({}));
  });

  it('puts sample data into the embedded node, and into a given cluster only when told to', () => {
    const given = { CASSANDRA_CONTACT_POINTS: 'a' };

    expect(readEnvironment({}).SEED).toBe('on');
    expect(readEnvironment(given).SEED).toBe('off');
    expect(readEnvironment({ ...given, SEED: 'on' }).SEED).toBe('on');
  });

  it('names all faults together and no values', () => {
    const read = (): unknown =>
      readEnvironment({
        PORT: 'web',
        SEED: 'maybe',
        CASSANDRA_USERNAME: 'ada',
        CASSANDRA_KEYSPACE: 'a-b',
        CURSOR_SECRETS: 'short-secret',
        CASSANDRA_TLS: 'maybe',
        CASSANDRA_TLS_CA: import.meta.filename,
      });

    expect(read).toThrow(InvalidEnvironmentError);
    for (const name of [
      'PORT',
      'SEED',
      'CASSANDRA_PASSWORD',
      'CASSANDRA_KEYSPACE',
      'CURSOR_SECRETS',
      'CASSANDRA_TLS must be one of',
      'CASSANDRA_TLS_CA must be',
    ]) {
      expect(read).toThrow(new RegExp(`- .*${name}`));
    }
    expect(read).not.toThrow(/short-secret|maybe|a-b/);
  });

  it('refuses an authority to trust where nothing is encrypted', () => {
    const read = (): unknown => readEnvironment({ CASSANDRA_TLS_CA: import.meta.filename });
    expect(read).toThrow('CASSANDRA_TLS must be on when CASSANDRA_TLS_CA is set');
  });

  it('wants cursor secrets in production', () => {
    expect(() => readEnvironment({ NODE_ENV: 'production' })).toThrow(/CURSOR_SECRETS/);
    expect(
      readEnvironment({ NODE_ENV: 'production', CURSOR_SECRETS: 'x'.repeat(32) }).CURSOR_SECRETS,
    ).toHaveLength(1);
  });
});
