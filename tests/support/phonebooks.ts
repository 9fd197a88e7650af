import type { Core, UID } from '@strapi/strapi';

import type {
  NewPhonebook,
  PhonebookContent,
  PhonebookQuery,
} from '../../shared/contracts/remote-phonebooks';
import { phonebooksOf } from './runs';

const USER = 'plugin::directory-connector.user' as UID.ContentType;
const ENTRY = 'plugin::directory-connector.phonebook-entry' as UID.ContentType;

const CONTENT: PhonebookContent = {
  ...{ name: 'All', language: 'en', labels: [], conditions: [], user: null },
};
const TOKEN = /pbk\w{32}/;

const textsOf = (xml: string, name: string): string[] =>
  [...xml.matchAll(new RegExp(`<${name}[^>]*>([^<]*)</${name}>`, 'g'))].map(
    ([, text = '']) => text
  );

/** What a phone reads of a phonebook of everybody, or of whom `content` says. */
const phoneOf = async (
  strapi: Core.Strapi,
  format: NewPhonebook['format'],
  content: Partial<NewPhonebook> = {}
) => {
  const phonebooks = phonebooksOf(strapi);
  const made = await phonebooks.create({ ...CONTENT, ...content, format, access: 'token' });
  const [token = ''] = TOKEN.exec(made.secret.paths[0]?.path ?? '') ?? [];
  return async (file: string, query: PhonebookQuery = {}): Promise<string> => {
    const answer = await phonebooks.read({
      ...{ id: made.phonebook.id, file, query, token },
      ...{ authorization: undefined, from: '127.0.0.1', origin: 'https://strapi.test' },
    });
    if (answer.kind !== 'document') throw new Error(answer.kind);
    return answer.body;
  };
};

/** Whoever reads a phonebook, in whatever way, reads the same people in the same order, on each database. */
export const testPhonebooks = (strapi: () => Core.Strapi): void => {
  it('phonebooks are in the order of names, from both ends and page by page, with private entries between', async () => {
    const create = (uid: UID.ContentType, data: object) =>
      strapi()
        .documents(uid)
        .create({ data: data as never });
    const { documentId: user } = await create(USER, {
      username: 'pb-owner',
      displayName: 'Owner',
      extension: '700',
    });
    await create(USER, {
      username: 'pb-off',
      displayName: 'Off',
      extension: '701',
      enabled: false,
    });
    await create(USER, { username: 'pb-alone', displayName: 'Ålone', mobileNumbers: ['0171 9'] });
    await create(ENTRY, { displayName: 'Owner’s entry', user });
    for (let n = 0; n < 45; n += 1) {
      const isPrivate = n % 5 === 1;
      await create(ENTRY, {
        displayName: `${n % 2 === 0 ? 'Ä' : 'a'}${String(n).padStart(2, '0')} Twin`,
        phone: `030 4711${n}`,
        ...(isPrivate && { private: true, user }),
        labels: [{ name: n % 3 === 0 ? 'third' : 'other', value: '' }],
      });
    }
    const names = Array.from({ length: 45 }, (_, n) => n);
    const named = (n: number) => `${n % 2 === 0 ? 'Ä' : 'a'}${String(n).padStart(2, '0')} Twin`;
    const own = [...names.map(named), 'Ålone', 'Owner’s entry'];

    const yealink = await phoneOf(strapi(), 'yealink', { user });
    const plain = (xml: string, name: string) =>
      textsOf(xml, name).map((text) => text.replaceAll('&apos;', '’'));
    expect(plain(await yealink('phonebook.xml'), 'Name')).toEqual(own);

    const gigaset = await phoneOf(strapi(), 'gigaset', { user });
    for (const count of [1, 7, 30]) {
      for (let first = 1; first <= own.length; first += count) {
        const part = plain(await gigaset('phonebook.xml', { first, count }), 'ln');
        expect([first, part]).toEqual([first, own.slice(first - 1, first - 1 + count)]);
      }
      for (const last of [-1, 40, 20, 3]) {
        const end = last < 1 ? own.length : last;
        const part = plain(await gigaset('phonebook.xml', { last, count }), 'ln');
        expect([last, part]).toEqual([last, own.slice(Math.max(0, end - count), end)]);
      }
    }
    const found = async (query: PhonebookQuery) =>
      plain(await gigaset('phonebook.xml', { count: 5, ...query }), 'ln');
    expect(await found({ hm: '03047111' })).toEqual([named(1)]);
    expect(await found({ hm: '700' })).toEqual(['Owner’s entry']);
    expect(await found({ hm: '701' })).toEqual([]);
    expect(await found({ ln: 'twi', fn: 'a44' })).toEqual([named(44)]);
    expect(await found({ ln: '471144' })).toEqual([named(44)]);
    expect(await found({ ln: '70' })).toEqual(['Owner’s entry']);

    const cisco = await phoneOf(strapi(), 'cisco', { labels: ['third'] });
    const shared = names.filter((n) => n % 5 !== 1 && n % 3 === 0).map(named);
    const page = await cisco('phonebook.xml', { q: 'tw' });
    expect(plain(page, 'Name').filter((name) => name.endsWith('Twin'))).toEqual(shared);
    expect(await phonebooksOf(strapi()).labels('THI')).toEqual(['third']);

    const many = await phoneOf(strapi(), 'cisco', { user });
    const pages: string[][] = [];
    for (let file: string | undefined = 'phonebook.xml'; file;) {
      const xml: string = await many(file);
      pages.push(plain(xml, 'Name').filter((name) => own.includes(name)));
      [, file] = /<Name>Next<\/Name>\s*<URL>[^<]*\/([^</]+)<\/URL>/.exec(xml) ?? [];
    }
    expect(pages.flat()).toEqual(own);
    expect(pages).toHaveLength(2);

    for (const uid of [ENTRY, USER]) await strapi().db.query(uid).deleteMany({});
  });
};
