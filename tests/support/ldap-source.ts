import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { readDirectory } from '../../server/src/sources/ldap/directory';
import type { AskedValue, NetworkOptions, SourceRow } from '../../server/src/sources/types';
import { SourceError } from '../../server/src/utils/errors';
import { validate } from '../../server/src/utils/validation';
import type { Issue } from '../../shared/contracts/issues';
import { sourceSchema } from '../../shared/profile';
import type { LdapSource } from '../../shared/profile/ldap';

/** Settings of a directory as a profile has them, defaults filled in. */
export const ldapSource = (settings: Record<string, unknown>): LdapSource =>
  validate(sourceSchema, { type: 'ldap', ...settings }) as LdapSource;

/** Settings by which the reader of a test's directory reads it. */
export const sourceOf = (
  {
    url,
    baseDn,
    reader,
  }: { url: string; baseDn: string; reader: { dn: string; password: string } },
  settings: Record<string, unknown> = {}
): LdapSource =>
  ldapSource({ url, baseDn, bindDn: reader.dn, bindPassword: reader.password, ...settings });

/** Loopback may be reached, and nothing is tried twice. */
export const NETWORK: NetworkOptions = {
  allowedHosts: ['127.0.0.1', 'localhost'],
  connectTimeoutSeconds: 5,
  timeoutSeconds: 60,
  maxBytes: 100_000_000,
  retries: 0,
};

export interface ReadOptions {
  network?: Partial<NetworkOptions>;
  most?: number | null;
  names?: string[];
  asked?: AskedValue[];
}

export interface ReadResult {
  columns: string[];
  issues: Issue[];
  rows: SourceRow[];
  isExcerpt: boolean;
}

/** Reads a directory as a run does, to its end. */
export const readLdap = async (
  source: LdapSource,
  { network, most = null, names = [], asked }: ReadOptions = {}
): Promise<ReadResult> => {
  const folder = await mkdtemp(path.join(tmpdir(), 'ldap-read-'));
  try {
    const request = { folder, network: { ...NETWORK, ...network }, most, names, asked };
    const { columns, issues, rows, isExcerpt } = await readDirectory(source, request);
    const read: SourceRow[] = [];
    for await (const row of rows) read.push(row);
    return { columns, issues, rows: read, isExcerpt };
  } finally {
    await rm(folder, { recursive: true });
  }
};

/** The error with which a read ends. */
export const readError = async (
  source: LdapSource,
  options?: ReadOptions
): Promise<SourceError> => {
  const outcome: unknown = await readLdap(source, options).catch((error: unknown) => error);
  if (outcome instanceof SourceError) return outcome;
  throw outcome instanceof Error ? outcome : new Error('The read came to a good end.');
};
