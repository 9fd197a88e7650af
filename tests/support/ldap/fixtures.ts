import { readFileSync } from 'node:fs';
import path from 'node:path';

import { learnSecret } from '../secrets/known';

const FOLDER = path.join(__dirname, '../../fixtures/ldap');

/** The path of a certificate or key, such as `ca.pem`. */
export const ldapFixturePath = (name: string): string => path.join(FOLDER, name);

/** PEM. `server` is for localhost, ldap.example.test and 127.0.0.1; `client` is CN=connector. */
export const ldapFixture = (name: string): string => {
  const pem = readFileSync(ldapFixturePath(name), 'utf8');
  if (name.endsWith('.key')) pem.split('\n').forEach((line) => learnSecret(name, line));
  return pem;
};
