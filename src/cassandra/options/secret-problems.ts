import { type Given, isRecord, isText } from './given-options.js';
import { tlsOptionNames, unknownNames } from './option-names.js';

const minSecretLength = 32;

export function secretProblems({ credentials, cursorSecrets }: Given): readonly string[] {
  const problems: string[] = [];
  if (
    credentials !== undefined &&
    !(isRecord(credentials) && isText(credentials.username) && isText(credentials.password))
  ) {
    problems.push('credentials: give username and password, both not empty.');
  }
  const isSecret = (value: unknown): boolean => isText(value) && value.length >= minSecretLength;
  if (
    cursorSecrets !== undefined &&
    !(Array.isArray(cursorSecrets) && cursorSecrets.every(isSecret))
  ) {
    problems.push(
      `cursorSecrets: give an array of texts of ${String(minSecretLength)} characters or more.`,
    );
  }
  return problems;
}

export function tlsProblems({ tls }: Given): readonly string[] {
  if (tls === undefined || typeof tls === 'boolean') return [];
  if (!isRecord(tls)) return ['tls: give true, false or an object.'];
  const problems = [...unknownNames('tls.', tls, tlsOptionNames)];
  const isPem = (value: unknown): boolean => typeof value === 'string' || Buffer.isBuffer(value);
  const wrong = ['ca', 'cert', 'key'].filter((name) => {
    const value = tls[name];
    const isList = name === 'ca' && Array.isArray(value) && value.every(isPem);
    return value !== undefined && !isPem(value) && !isList;
  });
  problems.push(...wrong.map((name) => `tls.${name}: give PEM, as a text or a Buffer.`));
  if (tls.verify !== undefined && typeof tls.verify !== 'boolean') {
    problems.push('tls.verify: give true or false.');
  }
  return problems;
}

/** What is a convenience elsewhere and a hole there. */
export function productionProblems({ cursorSecrets = [], tls }: Given): readonly string[] {
  const problems: string[] = [];
  if (Array.isArray(cursorSecrets) && cursorSecrets.length === 0) {
    problems.push(
      'cursorSecrets: in production (NODE_ENV) give one, the same in all instances (openssl rand -base64 32).',
    );
  }
  if (isRecord(tls) && tls.verify === false) {
    problems.push('tls.verify: in production (NODE_ENV) give ca or serverName instead of false.');
  }
  return problems;
}
