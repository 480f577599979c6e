import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** The certificates in a file, as PEM; throws where it cannot be read or holds none. */
export function readCertificates(file: string): string {
  const pem = readFileSync(file, 'utf8');
  new X509Certificate(pem);
  return pem;
}

/** For a check that reports: does the file hold certificates? */
export function holdsCertificates(file: unknown): boolean {
  if (typeof file !== 'string') return false;
  try {
    readCertificates(file);
    return true;
  } catch {
    return false;
  }
}
