import type { LdapSourceDraft, SourceDraft, UrlSourceDraft } from '../services/profiles';

export const SOURCE_KIND_IDS = ['upload', 'url', 'ldap'] as const;
/** Where rows come from, as people tell sources apart. */
export type SourceKindId = (typeof SOURCE_KIND_IDS)[number];

/** The kind of a source. What is saved is a draft as well, with markers for its secrets. */
export const kindOf = (source: SourceDraft): SourceKindId =>
  source.type === 'csv' ? source.delivery : 'ldap';

/** True for a directory. */
export const isDirectory = (source: SourceDraft): source is LdapSourceDraft =>
  source.type === 'ldap';

/** True for a file that is fetched from an address. */
export const isAtAddress = (source: SourceDraft): source is UrlSourceDraft =>
  source.type === 'csv' && source.delivery === 'url';

/** A directory in one line: its first server and where it is read. */
export const directoryLine = ({
  url,
  startTls,
  baseDn,
}: Pick<LdapSourceDraft, 'url' | 'startTls' | 'baseDn'>): string => {
  const server = startTls && url.startsWith('ldap:') ? `${url} (StartTLS)` : url;
  return [server, baseDn].filter((part) => part !== '').join(' · ');
};
