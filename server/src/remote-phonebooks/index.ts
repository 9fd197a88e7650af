import type { Core } from '@strapi/strapi';

import { problem } from '../../../shared/codes/problems';
import type {
  MadePhonebook,
  NewPhonebook,
  PhonebookContent,
  PhonebookQuery,
  PhonebookSecret,
  PhonebookUser,
  PhonebookView,
} from '../../../shared/contracts/remote-phonebooks';
import { PLUGIN_ID, UIDS } from '../constants';
import type { Secrets } from '../secrets';
import { generateSecret } from '../secrets/password';
import { readEnabled } from '../storage/cells';
import { isoTime, isoTimeOrNull } from '../storage/clock';
import { patientRepository } from '../storage/patience';
import { logFailure } from '../utils/errors';
import { invalid, invalidAt } from '../utils/validation';
import { basicCredentials, createWrongSecrets, isEqual, tokenOf } from './access';
import { documentOf, FORMATS, mostOf } from './formats';
import { createLastUse } from './last-use';
import type { Lookup } from '../lookup';
import type { PhonebookReader } from '../storage/phonebooks/reader';
import { createPeople } from './people';
import { createStore, type StoredPhonebook } from './store';
import type { PhonebookDocument, PhoneRequest } from './types';
import { WORDS } from './words';

interface Needs {
  strapi: Core.Strapi;
  fingerprint: Secrets['fingerprint'];
  /** The time by the database's clock, in milliseconds. */
  now: () => Promise<number>;
  reader: PhonebookReader;
  lookup: Pick<Lookup, 'lookup'>;
  log: { error(text: string): void };
}

interface Body {
  contentType: string;
  body: string;
  /** Whether it is a page behind the first, to which nobody goes back from elsewhere. */
  isLaterPage: boolean;
}

/** What a phone sends. */
export interface Reading {
  id: string;
  file: string;
  query: PhonebookQuery;
  /** From the address; null where none stood there. */
  token: string | null;
  authorization: string | undefined;
  /** Where it is. */
  from: string;
  /** How it reaches this server, such as `https://strapi.example.com`. */
  origin: string;
}

export type Answer =
  | ({ kind: 'document' } & Body)
  /** There is no such document of the phonebook. */
  | { kind: 'missing' }
  /** Whatever is wrong: a phonebook that is revoked or was never there is told from none. */
  | { kind: 'refused' }
  | { kind: 'too-many'; retryAfterSeconds: number };

interface StoredUser {
  documentId: string;
  displayName: string | null;
  username: string | null;
  extension: string | null;
}

const SEARCHED = ['displayName', 'username', 'extension'];
const MOST_USERS = 20;
const MOST_LABELS = 50;

const nameOf = ({ displayName, username }: Pick<StoredUser, 'displayName' | 'username'>): string =>
  displayName ?? username ?? '';

/** Phonebooks that phones read at addresses of their own, made and revoked in the panel. */
export const createRemotePhonebooks = ({
  strapi,
  fingerprint,
  now,
  reader,
  lookup,
  log,
}: Needs) => {
  const store = createStore(strapi);
  const people = createPeople({ reader, lookup });
  const wrongSecrets = createWrongSecrets();
  const noteUse = createLastUse(async (id, lastUsedFrom) => {
    await store.change(id, { lastUsedAtMs: await now(), lastUsedFrom });
  });
  const digestOf = (secret: string) => fingerprint('remote-phonebook', secret);
  const users = () => patientRepository(strapi, UIDS.user);

  const pathOf = (id: string): string =>
    `${strapi.config.get('api.rest.prefix')}/${PLUGIN_ID}/remote-phonebooks/${id}`;

  const viewOf = async (stored: StoredPhonebook): Promise<PhonebookView> => {
    const { documentId, name, format, access, language, labels, conditions, user, username } =
      stored;
    const owner: StoredUser | null =
      user === null ? null : await users().findOne({ where: { documentId: user } });
    return {
      ...{ id: documentId, name, format, access, language, labels, conditions, user, username },
      userName: owner && nameOf(owner),
      createdAt: isoTime(Number(stored.createdAtMs)),
      lastUsedAt: isoTimeOrNull(stored.lastUsedAtMs),
      lastUsedFrom: stored.lastUsedFrom,
      revokedAt: isoTimeOrNull(stored.revokedAtMs),
      people: await people.count(stored),
      most: mostOf(format),
    };
  };

  const newSecret = ({ access }: Pick<StoredPhonebook, 'access'>): string =>
    access === 'token' ? tokenOf(generateSecret('phonebookToken')) : generateSecret('sipPassword');

  const secretOf = (
    { documentId, format, access, username }: StoredPhonebook,
    secret: string
  ): PhonebookSecret => {
    const base = [pathOf(documentId), ...(access === 'token' ? [secret] : [])].join('/');
    return {
      paths: FORMATS[format].entries.map(({ menu, file, suffix = '' }) => ({
        menu,
        path: `${[base, file].filter(Boolean).join('/')}${suffix}`,
      })),
      username,
      password: access === 'basic' ? secret : null,
    };
  };

  const made = async (stored: StoredPhonebook, secret: string): Promise<MadePhonebook> => ({
    phonebook: await viewOf(stored),
    secret: secretOf(stored, secret),
  });

  /** @throws ValidationError for a user that does not exist */
  const assertUser = async ({ user }: Pick<PhonebookContent, 'user'>): Promise<void> => {
    if (user === null || (await users().count({ where: { documentId: user } })) > 0) return;
    throw invalid([
      invalidAt(['user'], problem('record-not-found', { type: 'user', record: user })),
    ]);
  };

  /** Somebody who has left reads nothing any more. */
  const isAlive = async ({ user }: StoredPhonebook): Promise<boolean> => {
    if (user === null) return true;
    const found: { enabled: unknown } | null = await users().findOne({
      where: { documentId: user },
      select: ['enabled'],
    });
    return found !== null && readEnabled(found.enabled);
  };

  const shownSecret = (
    { access, username }: StoredPhonebook,
    { token, authorization }: Reading
  ): string | null => {
    if (access === 'token') return token;
    const credentials = basicCredentials(authorization);
    return credentials && isEqual(credentials.username, username ?? '')
      ? credentials.password
      : null;
  };

  /** The phonebook of a request that may read it; null for any other. */
  const admitted = async (reading: Reading): Promise<StoredPhonebook | null> => {
    const stored = await store.find(reading.id);
    if (!stored || stored.secretDigest === null) return null;
    const secret = shownSecret(stored, reading);
    if (secret === null || !isEqual(digestOf(secret), stored.secretDigest)) return null;
    return (await isAlive(stored)) ? stored : null;
  };

  const requestOf = (
    stored: StoredPhonebook,
    { query, token, origin }: Reading,
    start: number
  ): PhoneRequest => {
    const base = [origin + pathOf(stored.documentId), ...(token === null ? [] : [token])].join('/');
    return {
      title: stored.name,
      words: WORDS[stored.language],
      query,
      start,
      addressOf: (file, asked) => `${base}/${file}${asked === undefined ? '' : `?${asked}`}`,
    };
  };

  const refuse = async ({ token, authorization, from }: Reading): Promise<Answer> => {
    // Phones ask without a password first, to be told that they need one.
    const isAttempt = token !== null || basicCredentials(authorization) !== null;
    const retryAfterSeconds = isAttempt ? await wrongSecrets.count(from) : null;
    return retryAfterSeconds === null
      ? { kind: 'refused' }
      : { kind: 'too-many', retryAfterSeconds };
  };

  const rendered = async (
    content: StoredPhonebook,
    document: PhonebookDocument,
    request: PhoneRequest
  ): Promise<string> => {
    if (!('searchOf' in document)) return document.render(request);
    const search = document.searchOf(request);
    if ('most' in document) {
      return document.render(request, await people.whole(content, search, document.most));
    }
    if ('mostLines' in document) {
      const { mostLines } = document;
      return document.render(
        request,
        await people.around(content, search, request.start, mostLines)
      );
    }
    const rangeOf = (total: number) => document.rangeOf(request, total);
    return document.render(request, await people.slice(content, search, rangeOf));
  };

  const bodyOf = async (stored: StoredPhonebook, reading: Reading): Promise<Body | null> => {
    const found = documentOf(stored.format, reading.file);
    if (!found) return null;
    const { document, start } = found;
    const request = requestOf(stored, reading, start);
    return {
      contentType: document.contentType,
      body: await rendered(stored, document, request),
      isLaterPage: start > 0,
    };
  };

  return {
    async list(): Promise<PhonebookView[]> {
      const views: PhonebookView[] = [];
      for (const stored of await store.list()) views.push(await viewOf(stored));
      return views;
    },

    /** The first users whose name or extension has a text in it. */
    async users(text: string): Promise<PhonebookUser[]> {
      const found: StoredUser[] = await users().findMany({
        where: { $or: SEARCHED.map((name) => ({ [name]: { $containsi: text } })) },
        orderBy: [{ displayName: 'asc' }, { id: 'asc' }],
        limit: MOST_USERS,
      });
      return found.map(({ documentId, extension, ...user }) => ({
        id: documentId,
        name: nameOf(user),
        extension,
      }));
    },

    /** The first names of labels that have a text in them. */
    labels: (text: string): Promise<string[]> => reader.labels(text, MOST_LABELS),

    /** @throws ValidationError for a user that does not exist */
    async create(phonebook: NewPhonebook): Promise<MadePhonebook> {
      await assertUser(phonebook);
      const secret = newSecret(phonebook);
      const stored = await store.create({
        ...phonebook,
        username: phonebook.access === 'basic' ? generateSecret('phonebookUsername') : null,
        secretDigest: digestOf(secret),
        createdAtMs: await now(),
      });
      return made(stored, secret);
    },

    /** @throws NotFoundError, or ValidationError for a user that does not exist */
    async update(id: string, content: PhonebookContent): Promise<PhonebookView> {
      await assertUser(content);
      return viewOf(await store.change(id, content));
    },

    /** Gives it another secret: the one before holds no longer, and one that is revoked can be read again. */
    async renew(id: string): Promise<MadePhonebook> {
      const secret = newSecret(await store.load(id));
      return made(
        await store.change(id, { secretDigest: digestOf(secret), revokedAtMs: null }),
        secret
      );
    },

    /** From now on nobody can read it. */
    async revoke(id: string): Promise<PhonebookView> {
      return viewOf(await store.change(id, { secretDigest: null, revokedAtMs: await now() }));
    },

    remove: (id: string): Promise<void> => store.remove(id),

    /** What a phone is answered. */
    async read(reading: Reading): Promise<Answer> {
      const stored = await admitted(reading);
      if (!stored) return refuse(reading);
      const document = await bodyOf(stored, reading);
      if (!document) return { kind: 'missing' };
      noteUse(stored.documentId, reading.from).catch((error: unknown) =>
        logFailure(log, 'noting the use of a phonebook', error)
      );
      return { kind: 'document', ...document };
    },
  };
};

export type RemotePhonebooks = ReturnType<typeof createRemotePhonebooks>;
