import { z } from 'zod';

import { ATTRIBUTES, type RecordType } from '../records';

/** That somebody has read the secrets of a record back. */
export interface SecretRead {
  /** ISO time. */
  at: string;
  /** The API token, or the user of the app. */
  by: string;
  type: RecordType;
  /** The documentId of the record, which may be gone. */
  record: string;
  /** What it was called then. */
  label: string | null;
  /** Where the request came from. */
  address: string | null;
}

/** The secrets of a record in clear: those that a phone needs, not the password. */
export const secretsAnswer = (type: RecordType) => {
  const names = Object.entries(ATTRIBUTES[type]).flatMap(([name, { kind }]) =>
    kind === 'encrypted' ? [name] : []
  );
  const secrets = Object.fromEntries(names.map((name) => [name, z.string().nullable()]));
  return z.object({ data: z.object({ documentId: z.string(), ...secrets }) });
};
