import { createPrivateKey, X509Certificate } from 'node:crypto';

/** Whether a private key is that of a certificate; null where one of the two cannot be read. */
export const isKeyOf = (certificate: string, key: string): boolean | null => {
  try {
    return new X509Certificate(certificate).checkPrivateKey(createPrivateKey(key));
  } catch {
    return null;
  }
};

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
