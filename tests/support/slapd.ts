import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

import { Attribute, Change, Client } from 'ldapts';

import {
  toLdif,
  valuesOf,
  type LdapAccount,
  type LdapAttributes,
  type LdapEntry,
} from './ldap/entry';
import {
  ADMIN,
  POLICY_DN,
  READER,
  slapdConfiguration,
  suffixesOf,
  type SlapdConfiguration,
} from './slapd/configuration';
import { BASE_DN, people, tree } from './slapd-data';
import { launchSlapd } from './slapd/process';
import { systemProgram } from './system-program';

export interface SlapdOptions extends SlapdConfiguration {
  /** Besides ou=people, ou=groups and the reader. */
  entries?: LdapEntry[];
  /** How many people to make up. */
  people?: number;
}

/** An OpenLDAP server of a test's own. */
export interface Slapd {
  /** `ldap://127.0.0.1:port`, with StartTLS. */
  url: string;
  /** `ldaps://127.0.0.1:port` */
  secureUrl: string;
  port: number;
  securePort: number;
  baseDn: string;
  /** May do everything. */
  admin: LdapAccount;
  /** May read everything but passwords; the client certificate is this one's, too. */
  reader: LdapAccount;
  pid: number;
  folder: string;
  add(...entries: LdapEntry[]): Promise<void>;
  remove(...dns: string[]): Promise<void>;
  rename(dn: string, newDn: string): Promise<void>;
  /** Replaces attributes; one without values is removed. */
  replace(dn: string, attributes: LdapAttributes): Promise<void>;
  /** Ends it at once, connections and all. */
  kill(): Promise<void>;
  /** Ends it and removes its data. */
  stop(): Promise<void>;
}

const slapdPath = (): string | null => systemProgram('slapd', ['slapd']);

/** `describe` where OpenLDAP is installed; else the tests are skipped, saying why. */
export const describeWithSlapd = (name: string, tests: () => void): void => {
  if (slapdPath()) {
    describe(name, tests);
  } else {
    describe.skip(`${name} (needs OpenLDAP: apt-get install slapd)`, tests);
  }
};

const run = promisify(execFile);

const READER_ENTRY: LdapEntry = {
  dn: READER.dn,
  attributes: {
    objectClass: ['organizationalRole', 'simpleSecurityObject'],
    cn: 'reader',
    userPassword: READER.password,
  },
};

const POLICY_ENTRY: LdapEntry = {
  dn: POLICY_DN,
  attributes: {
    objectClass: ['applicationProcess', 'pwdPolicy'],
    cn: 'policy',
    pwdAttribute: 'userPassword',
    pwdLockout: 'TRUE',
  },
};

const entriesOf = ({ entries = [], people: count = 0, suffixes = [] }: SlapdOptions) => [
  ...tree(),
  READER_ENTRY,
  POLICY_ENTRY,
  ...suffixes.map((dn) => ({
    dn,
    attributes: { objectClass: 'domain', dc: /^dc=([^,]*)/.exec(dn)?.[1] ?? '' },
  })),
  ...people(count),
  ...entries,
];

/** Writes the configuration and the databases. */
const prepare = async (program: string, folder: string, options: SlapdOptions): Promise<string> => {
  const configuration = path.join(folder, 'slapd.conf');
  await writeFile(configuration, slapdConfiguration(folder, options));
  const suffixes = suffixesOf(options);
  for (const suffix of suffixes) await mkdir(path.join(folder, suffix));
  const entries = entriesOf(options);
  for (const suffix of suffixes) {
    const ldif = path.join(folder, `${suffix}.ldif`);
    await writeFile(ldif, toLdif(entries.filter(({ dn }) => dn.endsWith(suffix))));
    await run(program, ['-Tadd', '-q', '-f', configuration, '-b', suffix, '-l', ldif]);
  }
  return configuration;
};

/** Changes go through the socket, whatever connections over the network must fulfil. */
const asAdmin = async (
  socketPath: string,
  work: (client: Client) => Promise<void>
): Promise<void> => {
  const client = new Client({
    url: 'ldap://localhost',
    createConnection: () => connect(socketPath),
  });
  try {
    await client.bind(ADMIN.dn, ADMIN.password);
    await work(client);
  } finally {
    await client.unbind();
  }
};

const attributesOf = (attributes: LdapAttributes): Attribute[] =>
  Object.entries(attributes).map(
    ([type, values]) =>
      new Attribute({ type, values: valuesOf(values).map((value) => Buffer.from(value)) })
  );

const replace = (client: Client, dn: string, attributes: LdapAttributes): Promise<void> =>
  client.modify(
    dn,
    attributesOf(attributes).map(
      (modification) => new Change({ operation: 'replace', modification })
    )
  );

/** The overlay sees only what comes over LDAP. */
const announceMembers = async (client: Client, entries: LdapEntry[]): Promise<void> => {
  for (const { dn, attributes } of entries) {
    if (valuesOf(attributes.objectClass).includes('groupOfNames'))
      await replace(client, dn, { member: attributes.member ?? [] });
  }
};

const startIn = async (folder: string, program: string, options: SlapdOptions): Promise<Slapd> => {
  const configuration = await prepare(program, folder, options);
  const socketPath = path.join(folder, 'socket');
  const slapd = await launchSlapd(program, configuration, {
    socketPath,
    tls: options.tls !== false,
  });
  const change = (work: (client: Client) => Promise<void>): Promise<void> =>
    asAdmin(socketPath, work);
  if (options.memberOf) await change((client) => announceMembers(client, options.entries ?? []));
  return {
    url: `ldap://127.0.0.1:${slapd.port}`,
    secureUrl: `ldaps://127.0.0.1:${slapd.securePort}`,
    ...slapd,
    baseDn: BASE_DN,
    admin: ADMIN,
    reader: READER,
    folder,
    add: (...entries) =>
      change(async (client) => {
        for (const { dn, attributes } of entries) await client.add(dn, attributesOf(attributes));
      }),
    remove: (...dns) =>
      change(async (client) => {
        for (const dn of dns) await client.del(dn);
      }),
    rename: (dn, newDn) => change((client) => client.modifyDN(dn, newDn)),
    replace: (dn, attributes) => change((client) => replace(client, dn, attributes)),
    stop: async () => {
      await slapd.kill();
      await rm(folder, { recursive: true });
    },
  };
};

/** Starts an OpenLDAP server with data of its own; `stop` ends it and removes the data. */
export const startSlapd = async (options: SlapdOptions = {}): Promise<Slapd> => {
  const program = slapdPath();
  if (!program) throw new Error('OpenLDAP is missing: install the package slapd.');
  const folder = await mkdtemp(path.join(tmpdir(), 'slapd-'));
  try {
    return await startIn(folder, program, options);
  } catch (error) {
    await rm(folder, { recursive: true });
    throw error;
  }
};
