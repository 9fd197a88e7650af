import { readFileSync } from 'node:fs';
import path from 'node:path';

const FOLDER = path.join(__dirname, '../../fixtures/ldap');

/** The path of a certificate or key, such as `ca.pem`. */
export const ldapFixturePath = (name: string): string => path.join(FOLDER, name);

/** PEM. `server` is for localhost, ldap.example.test and 127.0.0.1; `client` is CN=connector. */
export const ldapFixture = (name: string): string => readFileSync(ldapFixturePath(name), 'utf8');
