import type { UrlAuth } from '../../../shared/contracts/profiles';
import type { MaskedSource } from '../../../shared/contracts/profile-views';
import type { Source } from '../../../shared/contracts/profiles';
import type { InvalidValue } from '../utils/validation';
import type { SecretInput, SourceInput } from './schema';

/** The secrets of a source by the name of their field, in clear: server-side only. */
export type SourceSecrets = Partial<Record<'password' | 'token', string>>;

/** What is stored of a source: its settings in one place, its secrets, encrypted, in another. */
export interface StoredSource {
  source: SourceInput;
  secrets: SourceSecrets;
}

const secretField = (type: UrlAuth['type']) => (type === 'basic' ? 'password' : 'token');

const secretInput = (source: SourceInput): SecretInput => {
  if (source.delivery !== 'url' || !source.auth) return undefined;
  return source.auth.type === 'basic' ? source.auth.password : source.auth.token;
};

const originOf = (source: SourceInput): string | null =>
  source.delivery === 'url' && URL.canParse(source.url) ? new URL(source.url).origin : null;

/** The source without any secret, as it is exported and kept in the clear columns. */
export const withoutSecrets = (source: SourceInput): SourceInput => {
  if (source.delivery !== 'url' || !source.auth) return source;
  const { auth } = source;
  return {
    ...source,
    auth: auth.type === 'basic' ? { type: 'basic', username: auth.username } : { type: 'bearer' },
  };
};

/** The source as responses show it: of a secret only whether it is set. */
export const masked = ({ source, secrets }: StoredSource): MaskedSource => {
  if (source.delivery !== 'url') return source;
  const { auth, ...rest } = source;
  if (!auth) return rest;
  if (auth.type === 'basic') {
    const password = { set: secrets.password !== undefined };
    return { ...rest, auth: { type: 'basic', username: auth.username, password } };
  }
  return { ...rest, auth: { type: 'bearer', token: { set: secrets.token !== undefined } } };
};

/** A source ready to be read, secrets in clear; null when a secret it needs is not there. */
export const withSecrets = ({ source, secrets }: StoredSource): Source | null => {
  if (source.delivery !== 'url') return source;
  const { auth, ...rest } = source;
  if (!auth) return rest;
  if (auth.type === 'basic') {
    const { password } = secrets;
    if (password === undefined) return null;
    return { ...rest, auth: { type: 'basic', username: auth.username, password } };
  }
  const { token } = secrets;
  return token === undefined ? null : { ...rest, auth: { type: 'bearer', token } };
};

/**
 * The given source with its secrets set apart. A secret that is not given is taken from what is
 * stored, but only for the same origin: else whoever may edit an address could have the stored
 * credentials sent to a server of their own. `missing` says what has to be entered.
 */
export const takeSecrets = (
  given: SourceInput,
  stored: StoredSource | null
): StoredSource & { missing: InvalidValue | null } => {
  const source = withoutSecrets(given);
  if (given.delivery !== 'url' || !given.auth) return { source, secrets: {}, missing: null };
  const field = secretField(given.auth.type);
  const input = secretInput(given);
  if (typeof input === 'string') return { source, secrets: { [field]: input }, missing: null };

  const path = ['source', 'auth', field];
  const kept = stored?.secrets[field];
  if (!stored || kept === undefined) {
    return { source, secrets: {}, missing: { path, message: `no ${field} is stored: enter it` } };
  }
  const before = originOf(stored.source);
  const after = originOf(given);
  if (before !== after) {
    const message = `the address changed from ${before} to ${after}: enter the ${field} again; what is stored is only sent to the server it was entered for`;
    return { source, secrets: {}, missing: { path, message } };
  }
  return { source, secrets: { [field]: kept }, missing: null };
};
