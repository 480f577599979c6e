import { prefersOverJson } from './accept.js';

const ndjson = 'application/x-ndjson';

describe('prefersOverJson', () => {
  it.each([
    ndjson,
    'Application/X-NDJSON',
    `text/html, ${ndjson};q=0.5`,
    `application/json, ${ndjson}`,
  ])('takes %p', (accept) => {
    expect(prefersOverJson(accept, ndjson)).toBe(true);
  });

  it.each([
    undefined,
    '*/*',
    'application/json',
    `${ndjson};q=0`,
    `${ndjson};q=nonsense`,
    `application/json, ${ndjson};q=0.9`,
  ])('gives JSON to %p', (accept) => {
    expect(prefersOverJson(accept, ndjson)).toBe(false);
  });
});
