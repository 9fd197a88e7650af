import { X509Certificate } from 'node:crypto';

import type { ProfileProblem } from '../../../shared/contracts/profiles';

/** A problem of a field as a whole. */
export const problem = (
  path: (string | number)[],
  code: string,
  message: string
): ProfileProblem => ({ path: path.map(String), code, message, line: null, column: null });

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g;

/** Whether a text holds certificates in PEM form, only valid ones, and no private key, which is a secret. */
export const areCertificates = (pem: string): boolean => {
  if (pem.includes('PRIVATE KEY-----')) return false;
  const certificates = pem.match(CERTIFICATE) ?? [];
  try {
    certificates.forEach((certificate) => new X509Certificate(certificate));
  } catch {
    return false;
  }
  return certificates.length > 0;
};
