import { createPrivateKey, X509Certificate } from 'node:crypto';

/** Whether a private key is that of a certificate; null where one of the two cannot be read. */
export const isKeyOf = (certificate: string, key: string): boolean | null => {
  try {
    return new X509Certificate(certificate).checkPrivateKey(createPrivateKey(key));
  } catch {
    return null;
  }
};
