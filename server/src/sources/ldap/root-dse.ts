import { ANY_ENTRY } from './any-entry';
import type { LdapConnection, LdapEntry } from './connection';
import { LdapError, resultError, SUCCESS } from './errors';
import { detectVendor } from './vendors';

const PAGING = '1.2.840.113556.1.4.319';
/** Operational ones are given by name to servers that do not know `+` (RFC 3673). */
const ATTRIBUTES = [
  '*',
  '+',
  'defaultNamingContext',
  'namingContexts',
  'subschemaSubentry',
  'supportedCapabilities',
  'supportedControl',
  'supportedExtension',
  'vendorName',
  'vendorVersion',
];

type RootDse = ReadonlyMap<string, readonly string[]>;

const textsOf = (entry: LdapEntry | undefined): RootDse =>
  new Map(
    (entry?.attributes ?? []).map(({ name, values }) => [
      name.toLowerCase(),
      values.map((value) => value.toString('utf8')),
    ])
  );

const readEntry = async (
  connection: LdapConnection,
  baseDn: string,
  attributes: string[]
): Promise<RootDse | null> => {
  const search = { baseDn, scope: 'base', filter: ANY_ENTRY, attributes, page: null } as const;
  const { result, entries } = await connection.search(search);
  return result.code === SUCCESS && entries.length > 0 ? textsOf(entries[0]) : null;
};

/** What a server says of itself (RFC 4512 § 5.1). */
export interface ServerDescription {
  vendor: ReturnType<typeof detectVendor>;
  /** The base DNs that it offers, its default first. */
  namingContexts: string[];
  /** Null where it does not say. */
  supportsPaging: boolean | null;
  /** Where its schema is; null where it does not say. */
  schemaDn: string | null;
}

const first = (rootDse: RootDse, name: string): string | null => rootDse.get(name)?.[0] ?? null;

const suffixClasses = async (
  connection: LdapConnection,
  suffix: string | undefined
): Promise<readonly string[]> => {
  if (suffix === undefined) return [];
  const entry = await readEntry(connection, suffix, ['objectClass']);
  return entry?.get('objectclass') ?? [];
};

/** Reads the root DSE. A server that shows none is taken for one that keeps to the standards. */
export const describeServer = async (connection: LdapConnection): Promise<ServerDescription> => {
  const rootDse = await readEntry(connection, '', ATTRIBUTES);
  if (!rootDse) {
    return { vendor: 'other', namingContexts: [], supportsPaging: null, schemaDn: null };
  }
  const preferred = first(rootDse, 'defaultnamingcontext');
  const others = (rootDse.get('namingcontexts') ?? []).filter((dn) => dn !== preferred);
  const namingContexts = [...(preferred === null ? [] : [preferred]), ...others];
  const classes = await suffixClasses(connection, namingContexts[0]);
  const controls = rootDse.get('supportedcontrol');
  return {
    vendor: detectVendor({ rootDse, suffixClasses: classes }),
    namingContexts,
    supportsPaging: controls ? controls.includes(PAGING) : null,
    schemaDn: first(rootDse, 'subschemasubentry'),
  };
};

/** `NAME 'cn'` or `NAME ( 'cn' 'commonName' )` of a definition (RFC 4512 § 4.1.2). */
const namesOf = (definition: string): string[] => {
  const [, names = ''] = /\bNAME\s+(\([^)]*\)|'[^']*')/.exec(definition) ?? [];
  return [...names.matchAll(/'([^']+)'/g)].map(([, name = '']) => name.toLowerCase());
};

/** The attributes that the server's schema knows, in lower case; none where it does not show its schema. */
export const knownAttributes = async (
  connection: LdapConnection,
  schemaDn: string | null
): Promise<ReadonlySet<string>> => {
  if (schemaDn === null) return new Set();
  const schema = await readEntry(connection, schemaDn, ['attributeTypes']);
  return new Set((schema?.get('attributetypes') ?? []).flatMap(namesOf));
};

/**
 * Makes sure that there is an entry to search below.
 * @throws LdapError `base-dn-not-found` …
 */
export const checkBase = async (connection: LdapConnection, baseDn: string): Promise<void> => {
  const search = { baseDn, scope: 'base', filter: ANY_ENTRY, page: null } as const;
  const { result, entries } = await connection.search({ ...search, attributes: ['1.1'] });
  if (result.code !== SUCCESS) throw resultError(`reading "${baseDn}"`, result);
  if (entries.length > 0) return;
  throw new LdapError(
    'base-dn-not-found',
    `the server shows nothing at "${baseDn}"`,
    'check the base DN, and whether this user may read it'
  );
};
