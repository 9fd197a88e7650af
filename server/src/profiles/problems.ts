import { X509Certificate } from 'node:crypto';

import type { ProfileProblem } from '../../../shared/contracts/profile-views';

/** A problem of a field as a whole. */
export const problem = (
  path: (string | number)[],
  code: string,
  message: string
): ProfileProblem => ({ path: path.map(String), code, message, line: null, column: null });

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g;

/** Whether a text holds certificates in PEM form, and only valid ones. */
export const areCertificates = (pem: string): boolean => {
  const certificates = pem.match(CERTIFICATE) ?? [];
  try {
    certificates.forEach((certificate) => new X509Certificate(certificate));
  } catch {
    return false;
  }
  return certificates.length > 0;
};
