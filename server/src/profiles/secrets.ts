import { addressQuery, maskedAddress, restoredQuery, withQuery } from '../../../shared/address';
import type { ParamsOfKey } from '../../../shared/codes/catalogue';
import type { Problem } from '../../../shared/codes/kinds';
import { problem } from '../../../shared/codes/problems';
import type { MaskedSource, Source, SourceInput } from '../../../shared/profile';
import { secret, type SecretInput } from '../../../shared/profile/kinds';
import type { RegisteredInput } from '../../../shared/profile/registered';
import { isKeyOf } from './certificates';
import { serversOf } from '../sources/ldap/address';
import type { FindSource, RegisteredSource } from '../sources/registered/registry';
import { invalidAt, type InvalidValue } from '../utils/validation';

/** The secrets of a source by the name of their field, in clear: server-side only. */
export type SourceSecrets = Partial<Record<string, string>>;

/** What is stored of a source: its settings in one place, its secrets, encrypted, in another. */
export interface StoredSource {
  source: SourceInput;
  secrets: SourceSecrets;
}

/** A secret that a source needs as it is set. */
interface Slot {
  field: string;
  path: string[];
  given: SecretInput | undefined;
  /** What people call it. */
  word: ParamsOfKey<'secret-missing'>;
  /** What is kept of a stored one, where that is not all of it. */
  keep?: (stored: string | undefined) => string | undefined;
  /** The source can do without it. */
  isOptional?: boolean;
}

/** Any value of a query may be a token, so that a whole query is kept as a secret is. */
const querySlots = (url: string, path = ['url'], field = 'query'): Slot[] => {
  if (addressQuery(url) === '') return [];
  const keep = (stored: string | undefined) => restoredQuery(url, stored) ?? undefined;
  const word = { secret: 'query', name: null } as const;
  return [{ field, given: keep(undefined), word, path: ['source', ...path], keep }];
};

/** What a registered source is; null for every other, and where no plugin brings it. */
type Kind = RegisteredSource | null;

/** The addresses among the settings of a registered source, with what their queries are kept as. */
const addressesOf = ({ settings }: RegisteredInput, kind: Kind) =>
  (kind?.destinations ?? []).flatMap((key) => {
    const address = settings[key];
    return typeof address === 'string' ? [{ key, address, field: `${key}?` }] : [];
  });

/** Those of other plugins stand in settings of which only their plugin knows what they are. */
const inputSchema = secret('invalid-value/secret');

const registeredSlots = (source: RegisteredInput, kind: Kind): Slot[] => {
  const { secrets = [], schema } = kind ?? {};
  const own = secrets.map((field): Slot => {
    const given = source.settings[field] as SecretInput | undefined;
    const isOptional = schema?.required?.includes(field) !== true;
    const word = { secret: 'setting', name: schema?.properties[field]?.title ?? field } as const;
    return { field, given, word, path: ['source', 'settings', field], isOptional };
  });
  const queries = addressesOf(source, kind).flatMap(({ key, address, field }) =>
    querySlots(address, ['settings', key], field)
  );
  return [...own, ...queries];
};

const slotsOf = (source: SourceInput, kind: Kind): Slot[] => {
  if (source.type === 'registered') return registeredSlots(source, kind);
  if (source.type === 'ldap') {
    const { bind, bindPassword, clientCertificate, clientKey } = source;
    const password = { field: 'bindPassword', given: bindPassword } as const;
    const key = { field: 'clientKey', given: clientKey } as const;
    const slots = [...(bind === 'simple' ? [password] : []), ...(clientCertificate ? [key] : [])];
    return slots.map((slot) => ({
      ...slot,
      word: { secret: slot.field, name: null },
      path: ['source', slot.field],
    }));
  }
  if (source.type === 'push' || source.delivery !== 'url') return [];
  const query = querySlots(source.url);
  if (!source.auth) return query;
  const field = source.auth.type === 'basic' ? 'password' : 'token';
  const given = source.auth.type === 'basic' ? source.auth.password : source.auth.token;
  const word = { secret: field, name: null } as const;
  return [{ field, given, word, path: ['source', 'auth', field] }, ...query];
};

const withOtherQuery = (address: string, query: unknown): string =>
  typeof query === 'string' ? withQuery(address, query) : maskedAddress(address);

/** The source with another value in the place of each secret that it needs, and without those that it does not. */
const replaceSecrets = (
  source: SourceInput,
  kind: Kind,
  valueOf: (field: string) => unknown
): object => {
  if (source.type === 'registered') {
    const values = (kind?.secrets ?? []).map((field) => [field, valueOf(field)]);
    const addresses = addressesOf(source, kind).map(({ key, address, field }) => [
      key,
      withOtherQuery(address, valueOf(field)),
    ]);
    const changed = Object.fromEntries([...values, ...addresses]);
    return { ...source, settings: { ...source.settings, ...changed } };
  }
  const { query, ...values } = Object.fromEntries(
    slotsOf(source, kind).map(({ field }) => [field, valueOf(field)])
  );
  if (source.type === 'ldap') {
    const { bindPassword: _password, clientKey: _key, ...rest } = source;
    return { ...rest, ...values };
  }
  if (source.type === 'push' || source.delivery !== 'url') return source;
  const { auth, ...settings } = source;
  const { url } = settings;
  const rest = {
    ...settings,
    url: withOtherQuery(url, query),
  };
  if (!auth) return rest;
  const { type } = auth;
  return {
    ...rest,
    auth: type === 'basic' ? { type, username: auth.username, ...values } : { type, ...values },
  };
};

const originOf = (address: string): string =>
  URL.canParse(address) ? new URL(address).origin : 'null';

/** Where a source's secrets are sent, and how well protected. */
const destinationsOf = (source: SourceInput, kind: Kind): string[] => {
  if (source.type === 'ldap') return serversOf(source);
  // Without an address it is the module that knows where it sends them.
  if (source.type === 'registered') {
    return addressesOf(source, kind).map(({ address }) => originOf(address));
  }
  return source.type === 'csv' && source.delivery === 'url' ? [originOf(source.url)] : [];
};

/** What a server's certificate is checked against, besides the rest of `destinationsOf`. */
const trustOf = (source: SourceInput): string => {
  const ca = 'ca' in source ? source.ca : undefined;
  const servername = source.type === 'ldap' ? source.servername : undefined;
  return JSON.stringify([ca?.replace(/\s+/g, '') ?? '', servername?.toLowerCase() ?? '']);
};

/** Names of fields are the same in several sources, and what they are for is not. */
const isSameSource = (given: SourceInput, stored: SourceInput): boolean =>
  given.type === 'registered' && stored.type === 'registered'
    ? given.name === stored.name
    : given.type === stored.type;

/** Why a secret that is stored cannot be used with the given settings; null where it can. */
const whyNotKept = (
  given: SourceInput,
  stored: StoredSource,
  { field, word }: Slot,
  kept: string,
  kind: Kind
): Problem | null => {
  if (!isSameSource(given, stored.source)) return problem('secret-missing/source', word);
  const from = destinationsOf(stored.source, kind);
  const to = destinationsOf(given, kind);
  const isOtherUse = from.length !== to.length && (from.length === 0 || to.length === 0);
  if (isOtherUse) return problem('secret-missing/source', word);
  if (to.some((server) => !from.includes(server))) {
    return problem('secret-missing/moved', { ...word, from, to });
  }
  if (trustOf(given) !== trustOf(stored.source)) return problem('secret-missing/trust', word);
  const isOther =
    field === 'clientKey' &&
    given.type === 'ldap' &&
    isKeyOf(given.clientCertificate ?? '', kept) === false;
  return isOther ? problem('secret-missing/other-key') : null;
};

/** What is done with the secrets of sources, of those among them that other plugins bring. */
export const createSourceSecrets = (find: FindSource) => {
  const kindOf = (source: SourceInput): Kind =>
    source.type === 'registered' ? find(source.name) : null;
  const slots = (source: SourceInput): Slot[] => slotsOf(source, kindOf(source));
  const replaced = (source: SourceInput, valueOf: (field: string) => unknown): object =>
    replaceSecrets(source, kindOf(source), valueOf);
  return {
    /** The source without any secret, as it is exported and kept in the clear columns. */
    withoutSecrets: (source: SourceInput): SourceInput =>
      replaced(source, () => undefined) as SourceInput,

    /** The same with the queries of its addresses: unlike credentials they may say which rows come. */
    withoutCredentials(source: SourceInput): SourceInput {
      const queries = slots(source).filter(({ keep }) => keep !== undefined);
      const queryOf = (name: string) => queries.find(({ field }) => field === name)?.given;
      return replaced(source, queryOf) as SourceInput;
    },

    /** The source as responses show it: of a secret only whether it is set. */
    masked({ source, secrets }: StoredSource): MaskedSource {
      const marker = (field: string) => ({ set: secrets[field] !== undefined });
      return replaced(source, marker) as MaskedSource;
    },

    /** The source with its secrets in clear, as far as they are there. */
    inClear: ({ source, secrets }: StoredSource): Source =>
      replaced(source, (field) => secrets[field]) as Source,

    /** A source ready to be read, secrets in clear; null when a secret it needs is not there. */
    withSecrets({ source, secrets }: StoredSource): Source | null {
      const isMissing = ({ field, isOptional }: Slot): boolean =>
        !isOptional && secrets[field] === undefined;
      if (slots(source).some(isMissing)) return null;
      return replaced(source, (field) => secrets[field]) as Source;
    },

    /**
     * The given source with its secrets set apart. A secret that is not given is taken from what is
     * stored, but only for the same servers, checked in the same way: else whoever may edit an address
     * could have the stored credentials sent to a server of their own, or without encryption. `missing`
     * says what has to be entered.
     */
    takeSecrets(
      given: SourceInput,
      stored: StoredSource | null
    ): StoredSource & { missing: InvalidValue | null } {
      const source = replaced(given, () => undefined) as SourceInput;
      const secrets: SourceSecrets = {};
      for (const slot of slots(given)) {
        const { field, word, path, given: input, keep, isOptional = false } = slot;
        if (typeof input === 'string') {
          // Emptied, an optional one is taken away.
          if (input !== '' || !isOptional) secrets[field] = input;
          continue;
        }
        const { data: marker, error } = inputSchema.safeParse(input);
        if (error) {
          const wrong = invalidAt(path, problem('invalid-value/secret'));
          return { source, secrets: {}, missing: wrong };
        }
        const found = stored?.secrets[field];
        const kept = keep ? keep(found) : found;
        const isWanted = typeof marker === 'object' && marker.set;
        if (kept === undefined && isOptional && !isWanted) continue;
        const wrong =
          stored && kept !== undefined
            ? whyNotKept(given, stored, slot, kept, kindOf(given))
            : problem('secret-missing', word);
        if (wrong) return { source, secrets: {}, missing: invalidAt(path, wrong) };
        secrets[field] = kept;
      }
      return { source, secrets, missing: null };
    },
  };
};
