import { addressQuery, maskedAddress, restoredQuery, withQuery } from '../../../shared/address';
import { type Problem, problem } from '../../../shared/codes/texts';
import type { MaskedSource, Source, SourceInput } from '../../../shared/profile';
import type { SecretInput } from '../../../shared/profile/kinds';
import { isKeyOf } from './certificates';
import { serversOf } from '../sources/ldap/address';
import { invalidAt, type InvalidValue } from '../utils/validation';

type SecretField = 'password' | 'token' | 'bindPassword' | 'clientKey' | 'query';

/** The secrets of a source by the name of their field, in clear: server-side only. */
export type SourceSecrets = Partial<Record<SecretField, string>>;

/** What is stored of a source: its settings in one place, its secrets, encrypted, in another. */
export interface StoredSource {
  source: SourceInput;
  secrets: SourceSecrets;
}

/** A secret that a source needs as it is set. */
interface Slot {
  field: SecretField;
  path: string[];
  given: SecretInput | undefined;
  /** What is kept of a stored one, where that is not all of it. */
  keep?: (stored: string | undefined) => string | undefined;
}

/** Any value of a query may be a token, so that a whole query is kept as a secret is. */
const querySlots = (url: string): Slot[] => {
  if (addressQuery(url) === '') return [];
  const keep = (stored: string | undefined) => restoredQuery(url, stored) ?? undefined;
  const path = ['source', 'url'];
  return [{ field: 'query', given: keep(undefined), path, keep }];
};

const slotsOf = (source: SourceInput): Slot[] => {
  if (source.type === 'ldap') {
    const { bind, bindPassword, clientCertificate, clientKey } = source;
    const password = { field: 'bindPassword', given: bindPassword } as const;
    const key = { field: 'clientKey', given: clientKey } as const;
    const slots = [...(bind === 'simple' ? [password] : []), ...(clientCertificate ? [key] : [])];
    return slots.map((slot) => ({ ...slot, path: ['source', slot.field] }));
  }
  if (source.delivery !== 'url') return [];
  const query = querySlots(source.url);
  if (!source.auth) return query;
  const field = source.auth.type === 'basic' ? 'password' : 'token';
  const given = source.auth.type === 'basic' ? source.auth.password : source.auth.token;
  return [{ field, given, path: ['source', 'auth', field] }, ...query];
};

/** The source with another value in the place of each secret that it needs, and without those that it does not. */
const replaceSecrets = (source: SourceInput, valueOf: (field: SecretField) => unknown): object => {
  const { query, ...values } = Object.fromEntries(
    slotsOf(source).map(({ field }) => [field, valueOf(field)])
  );
  if (source.type === 'ldap') {
    const { bindPassword: _password, clientKey: _key, ...rest } = source;
    return { ...rest, ...values };
  }
  if (source.delivery !== 'url') return source;
  const { auth, ...settings } = source;
  const { url } = settings;
  const rest = {
    ...settings,
    url: typeof query === 'string' ? withQuery(url, query) : maskedAddress(url),
  };
  if (!auth) return rest;
  const { type } = auth;
  return {
    ...rest,
    auth: type === 'basic' ? { type, username: auth.username, ...values } : { type, ...values },
  };
};

/** Where a source's secrets are sent, and how well protected. */
const destinationsOf = (source: SourceInput): string[] => {
  if (source.type === 'ldap') return serversOf(source);
  if (source.delivery !== 'url') return [];
  return [URL.canParse(source.url) ? new URL(source.url).origin : 'null'];
};

/** What a server's certificate is checked against, besides the rest of `destinationsOf`. */
const trustOf = (source: SourceInput): string => {
  const ca = 'ca' in source ? source.ca : undefined;
  const servername = source.type === 'ldap' ? source.servername : undefined;
  return JSON.stringify([ca?.replace(/\s+/g, '') ?? '', servername?.toLowerCase() ?? '']);
};

/** The source without any secret, as it is exported and kept in the clear columns. */
export const withoutSecrets = (source: SourceInput): SourceInput =>
  replaceSecrets(source, () => undefined) as SourceInput;

/** The source as responses show it: of a secret only whether it is set. */
export const masked = ({ source, secrets }: StoredSource): MaskedSource =>
  replaceSecrets(source, (field) => ({ set: secrets[field] !== undefined })) as MaskedSource;

/** A source ready to be read, secrets in clear; null when a secret it needs is not there. */
export const withSecrets = ({ source, secrets }: StoredSource): Source | null => {
  if (slotsOf(source).some(({ field }) => secrets[field] === undefined)) return null;
  return replaceSecrets(source, (field) => secrets[field]) as Source;
};

/** Why a secret that is stored cannot be used with the given settings; null where it can. */
const whyNotKept = (
  given: SourceInput,
  stored: StoredSource,
  field: SecretField,
  kept: string
): Problem | null => {
  const from = destinationsOf(stored.source);
  const to = destinationsOf(given);
  if (to.some((server) => !from.includes(server))) {
    return problem('secret-missing/moved', { secret: field, from, to });
  }
  if (trustOf(given) !== trustOf(stored.source)) {
    return problem('secret-missing/trust', { secret: field });
  }
  const isOther =
    field === 'clientKey' &&
    given.type === 'ldap' &&
    isKeyOf(given.clientCertificate ?? '', kept) === false;
  return isOther ? problem('secret-missing/other-key') : null;
};

/**
 * The given source with its secrets set apart. A secret that is not given is taken from what is
 * stored, but only for the same servers, checked in the same way: else whoever may edit an address
 * could have the stored credentials sent to a server of their own, or without encryption. `missing` says what has to be
 * entered.
 */
export const takeSecrets = (
  given: SourceInput,
  stored: StoredSource | null
): StoredSource & { missing: InvalidValue | null } => {
  const source = withoutSecrets(given);
  const secrets: SourceSecrets = {};
  for (const slot of slotsOf(given)) {
    const { field, path, given: input, keep } = slot;
    if (typeof input === 'string') {
      secrets[field] = input;
      continue;
    }
    const found = stored?.secrets[field];
    const kept = keep ? keep(found) : found;
    const wrong =
      stored && kept !== undefined
        ? whyNotKept(given, stored, field, kept)
        : problem('secret-missing', { secret: field });
    if (wrong) return { source, secrets: {}, missing: invalidAt(path, wrong) };
    secrets[field] = kept;
  }
  return { source, secrets, missing: null };
};
