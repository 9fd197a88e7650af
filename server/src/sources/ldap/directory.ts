import { join } from 'node:path';
import { problem } from '../../../../shared/codes/problems';
import type { Issue } from '../../../../shared/contracts/issues';
import type { Browse, LdapVendorDefaults } from '../../../../shared/contracts/ldap';
import type { LdapSource } from '../../../../shared/profile/ldap';
import { problemOf, SourceError } from '../../utils/errors';
import { withRetries } from '../network';
import type { OpenSource, SourceContext, SourceReader, SourceRow } from '../types';
import { connect } from './connect';
import type { LdapConnection } from './connection';
import { LdapError } from './errors';
import { readGroups } from './groups';
import { createSpool, readSpool } from '../spool';
import { createRowBuilder, requestedAttributes } from './rows';
import { type Paging, searchAll } from './search';
import { defaultsOf, describeServer, knownAttributes, type ServerDescription } from './server';
import { forScreen, type ReadSettings, readSettings, settingsFor } from './settings';

/** A directory as it is to be read, once its server is known. */
export interface ReadPlan {
  description: ServerDescription;
  defaults: LdapVendorDefaults;
  settings: ReadSettings;
  paging: Paging;
}

/** @throws LdapError */
export const planReading = async (
  connection: LdapConnection,
  source: LdapSource
): Promise<ReadPlan> => {
  const description = await describeServer(connection);
  const defaults = defaultsOf(source.vendor ?? description.vendor);
  const pageSize = description.supportsPaging === false ? null : source.pageSize;
  return {
    description,
    defaults,
    settings: readSettings(source, defaults, description.namingContexts),
    paging: { pageSize, ignored: source.referrals === 'ignore' ? new Set() : null },
  };
};

const noRows = ({ baseDn }: LdapSource): LdapError =>
  new LdapError(problem('no-rows/directory', { dn: baseDn }));

const withoutCase = (names: string[]): Set<string> =>
  new Set(names.map((name) => name.toLowerCase()));

/** Names that the profile refers to and that nobody has at the moment. */
interface EmptyColumns {
  /** Those that the directory does know. Without them an attribute's last value would stay for ever. */
  known: string[];
  /** Whether the directory has said so, or nothing was to be asked. */
  isSure: boolean;
}

const emptyColumns = async (
  connection: LdapConnection,
  { schemaDn }: ServerDescription,
  columns: string[],
  names: string[]
): Promise<EmptyColumns> => {
  const there = withoutCase(columns);
  const missing = names.filter((name) => !there.has(name.toLowerCase()));
  if (missing.length === 0) return { known: [], isSure: true };
  const known = await knownAttributes(connection, schemaDn);
  return { known: missing.filter((name) => known.has(name.toLowerCase())), isSure: known.size > 0 };
};

const SHOWN_REFERRALS = 3;

const referralIssues = ({ ignored }: Paging): Issue[] => {
  if (!ignored || ignored.size === 0) return [];
  const servers = [...ignored].slice(0, SHOWN_REFERRALS);
  const what = problem('referrals-ignored', { count: ignored.size, servers });
  return [{ row: null, column: null, value: null, severity: 'info', ...what }];
};

interface DirectoryContent {
  columns: string[];
  /** What there is to say about the read as a whole. */
  issues: Issue[];
  rows: AsyncIterable<SourceRow>;
  /** See `SourceContent`. */
  isExcerpt: boolean;
}

interface Request extends Pick<SourceContext, 'folder' | 'network' | 'most' | 'names' | 'asked'> {
  /** Called with what is taken for the vendor, as soon as it is known. */
  onVendor?(defaults: LdapVendorDefaults): void;
}

/** @returns null where an excerpt does not tell what reading all would */
const readOnce = async (
  source: LdapSource,
  { folder, network, most, names, asked, onVendor }: Request
): Promise<DirectoryContent | null> => {
  const file = join(folder, 'entries');
  const spool = await createSpool(file);
  let connection: LdapConnection | null = null;
  try {
    connection = await connect(source, network);
    const { description, defaults, settings: all, paging } = await planReading(connection, source);
    onVendor?.(defaults);
    const settings = asked ? settingsFor(all, asked) : all;
    if (!settings) return null;
    const groups = settings.groups && (await readGroups(connection, settings.groups, paging));
    const builder = createRowBuilder(settings, groups);
    const { baseDn, scope, filter } = settings;
    const search = { baseDn, scope, filter, attributes: requestedAttributes(settings) };
    const pageSize = paging.pageSize && Math.min(paging.pageSize, most ?? paging.pageSize);
    let number = 0;
    for await (const entries of searchAll(connection, search, { ...paging, pageSize })) {
      await spool.append(entries.map((entry) => builder.build(entry, (number += 1))));
      if (most !== null && number >= most) break;
    }
    if (number === 0 && asked) return null;
    if (number === 0) throw noRows(source);
    const columns = builder.columns();
    const empty = await emptyColumns(connection, description, columns, names);
    if (asked && !empty.isSure) return null;
    const issues = referralIssues(paging);
    const rows = readSpool(file);
    return { columns: [...columns, ...empty.known], issues, rows, isExcerpt: asked !== undefined };
  } finally {
    connection?.close();
    await spool.close();
  }
};

const readWithRetries = (source: LdapSource, request: Request): Promise<DirectoryContent | null> =>
  withRetries(
    () => readOnce(source, request),
    request.network,
    (error) => error instanceof LdapError && error.transient
  );

/**
 * Reads a directory to its end, into a file of the folder: only then are its columns known, and
 * nobody waits for a server whose connection has long been closed. What a broken connection left
 * is thrown away and read anew. Where rows are asked for only these are read, unless nobody is found so, or it takes
 * all entries to know the columns.
 * @throws LdapError when something is missing, or may be
 */
export const readDirectory = async (
  source: LdapSource,
  { asked, ...request }: Request
): Promise<DirectoryContent> => {
  const found = asked ? await readWithRetries(source, { ...request, asked }) : null;
  const content = found ?? (await readWithRetries(source, request));
  if (content) return content;
  throw noRows(source);
};

/** How many entries are shown. */
const ENTRIES = 25;

/** The first entries as a run would read them. A directory that cannot be read is the answer's `problem`. */
export const browse = async (
  source: LdapSource,
  { folder, network }: Pick<SourceContext, 'folder' | 'network'>
): Promise<Browse> => {
  let vendor: Browse['vendor'] = null;
  try {
    const { columns, rows } = await readDirectory(forScreen(source), {
      folder,
      network: { ...network, retries: 0 },
      most: ENTRIES,
      names: [],
      onVendor: (defaults) => (vendor = defaults),
    });
    const shown: Browse['rows'] = [];
    for await (const { number, values } of rows) {
      if (shown.length < ENTRIES) shown.push({ number, values });
    }
    return { columns, rows: shown, vendor, problem: null };
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    return { columns: [], rows: [], vendor, problem: problemOf(error) };
  }
};

/** The source `ldap`: the entries of a directory. A row's number is the place at which its entry came. */
export const ldapSource: SourceReader<LdapSource> = {
  async open(source: LdapSource, context: SourceContext): Promise<OpenSource> {
    const { columns, issues, rows, isExcerpt } = await readDirectory(source, context);
    return { notModified: false, validators: null, columns, issues, rows, isExcerpt };
  },
};
