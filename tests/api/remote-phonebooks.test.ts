import request from 'supertest';
import { SaxesParser } from 'saxes';

import type {
  MadePhonebook,
  NewPhonebook,
  PhonebookView,
} from '../../shared/contracts/remote-phonebooks';
import { type AdminClient, createRestrictedAdmin, createSuperAdmin } from '../support/admin';
import { createProfile, runsOf, runText, storageOf } from '../support/runs';
import { testPhonebooks } from '../support/phonebooks';
import { createTestApp, type TestApp } from '../support/strapi';
import { until } from '../support/until';

const ROUTE = '/directory-connector/remote-phonebooks';
const UIDS = {
  user: 'plugin::directory-connector.user',
  entry: 'plugin::directory-connector.phonebook-entry',
  phonebook: 'plugin::directory-connector.remote-phonebook',
} as const;

let app: TestApp;
let admin: AdminClient;

beforeAll(async () => {
  app = await createTestApp({ plugin: { defaultCountry: 'DE' } });
  admin = await createSuperAdmin(app);
});
afterAll(() => app.close());

const make = async (phonebook: Partial<NewPhonebook>): Promise<MadePhonebook> => {
  const defaults = { name: 'Company', format: 'yealink', access: 'token' };
  const { body } = await admin
    .post(ROUTE)
    .send({ ...defaults, ...phonebook })
    .expect(200);
  return body.data;
};

/** What a phone sends to an address that it was told, whole or a path. */
const get = (address: string) => {
  const { pathname, search } = new URL(address, 'http://phone.test');
  return request(app.strapi.server.httpServer).get(pathname + search);
};

const pathOf = ({ secret }: MadePhonebook, place = 0): string => {
  const path = secret.paths[place]?.path ?? '';
  return path.replace('#SEARCH', '');
};

/** The texts of a document's elements of a name, as a strict parser reads it. */
const textsOf = (xml: string, name: string): string[] => {
  const texts: string[] = [];
  let open: string | null = null;
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', (tag) => {
    if (tag.name === name) open = '';
  });
  parser.on('text', (text) => {
    if (open !== null) open += text;
  });
  parser.on('closetag', (tag) => {
    if (tag.name === name) texts.push(open ?? '');
    if (tag.name === name) open = null;
  });
  parser.write(xml).close();
  return texts;
};

const read = async (address: string): Promise<string> => (await get(address).expect(200)).text;
const namesIn = async (address: string): Promise<string[]> => textsOf(await read(address), 'Name');

const create = async (uid: string, data: object): Promise<string> =>
  (await app.strapi.documents(uid as 'api::x.x').create({ data: data as never })).documentId;

interface People {
  ada: string;
  bob: string;
  gone: string;
}
let people: People;

beforeAll(async () => {
  const ada = await create(UIDS.user, {
    username: 'ada',
    displayName: 'Ada Lovelace',
    extension: '12',
    mobileNumbers: ['+49 171 1'],
  });
  const bob = await create(UIDS.user, { username: 'bob', displayName: 'Bob', extension: '13' });
  const gone = await create(UIDS.user, {
    username: 'gone',
    displayName: 'Gone',
    extension: '14',
    enabled: false,
  });
  const entries: object[] = [
    { displayName: 'Ada Lovelace', phone: '+49 (0)89 1234-12', user: ada },
    {
      displayName: '<Zoë & "Söhne">',
      phone: '+49 30 555',
      labels: [{ name: 'supplier', value: '' }],
    },
    {
      displayName: 'Müller, Max',
      organisation: 'ACME',
      mobile: '0171 / 22 33',
      labels: [{ name: 'vip', value: 'x' }],
    },
    { displayName: 'No Number', email: 'none@example.com' },
    { displayName: 'Only a fax', fax: '+49 30 556' },
    { displayName: '☎', phone: '+49 30 100' },
    { displayName: 'Ada’s dentist', phone: '+49 89 777', private: true, user: ada },
    {
      displayName: 'Bob’s lawyer',
      phone: '+49 89 888',
      private: true,
      user: bob,
      labels: [{ name: 'divorce', value: '' }],
    },
  ];
  for (const entry of entries) await create(UIDS.entry, entry);
  people = { ada, bob, gone };
});

const SHARED = ['☎', 'Ada Lovelace', 'Bob', 'Müller, Max', '<Zoë & "Söhne">'];

describe('whom a phonebook has', () => {
  it('is everybody with a number that everybody may see, in the order of names', async () => {
    const made = await make({});
    expect(made.phonebook).toMatchObject({ people: 5, most: 10_000, lastUsedAt: null });
    const xml = await read(pathOf(made));
    expect(textsOf(xml, 'Name')).toEqual(SHARED);
    expect(textsOf(xml, 'Telephone')).toEqual([
      ...['+4930100', '12', '+4989123412', '13', '01712233', '+4930555'],
    ]);
  });

  it('is whoever has one of the labels, and meets all conditions', async () => {
    expect(await namesIn(pathOf(await make({ labels: ['vip', 'supplier'] })))).toEqual([
      'Müller, Max',
      '<Zoë & "Söhne">',
    ]);
    expect(await namesIn(pathOf(await make({ labels: ['VIP'] })))).toEqual([]);
    const conditions: NewPhonebook['conditions'] = [
      { attribute: 'organisation', test: 'is', value: 'acme' },
      { attribute: 'phone', test: 'isEmpty', value: '' },
    ];
    expect(await namesIn(pathOf(await make({ conditions })))).toEqual(['Müller, Max']);
    const percent: NewPhonebook['conditions'] = [
      { attribute: 'displayName', test: 'contains', value: '%' },
    ];
    expect(await namesIn(pathOf(await make({ conditions: percent })))).toEqual([]);
    const others: NewPhonebook['conditions'] = [
      { attribute: 'organisation', test: 'isNot', value: 'ACME' },
      { attribute: 'displayName', test: 'startsWith', value: 'ada' },
    ];
    expect(await namesIn(pathOf(await make({ conditions: others })))).toEqual(['Ada Lovelace']);
  });

  it('is chosen without regard to the case of any letter', async () => {
    const organisation = 'Österreichische ÄRZTE';
    const entry = { displayName: 'Dr. Öz', organisation, phone: '+43 1 1' };
    const documentId = await create(UIDS.entry, {
      ...entry,
      labels: [{ name: 'Ärzte', value: '' }],
    });
    const named = async (test: NewPhonebook['conditions'][number]['test'], value: string) =>
      namesIn(pathOf(await make({ conditions: [{ attribute: 'organisation', test, value }] })));
    for (const value of [organisation, organisation.toLowerCase(), organisation.toUpperCase()]) {
      expect(await named('is', value)).toEqual(['Dr. Öz']);
      expect(await named('isNot', value)).not.toContain('Dr. Öz');
    }
    expect(await named('startsWith', 'ÖSTERR')).toEqual(['Dr. Öz']);
    expect(await named('contains', 'ärz')).toEqual(['Dr. Öz']);
    expect(await named('doesNotContain', 'Ärz')).not.toContain('Dr. Öz');
    const { body } = await admin.get(`${ROUTE}/labels?q=${encodeURIComponent('ÄRZ')}`).expect(200);
    expect(body.data).toEqual(['Ärzte']);
    await app.strapi.documents(UIDS.entry).delete({ documentId });
  });

  it('has private entries of its user, and of nobody else', async () => {
    const own = await make({ user: people.ada });
    expect(own.phonebook.userName).toBe('Ada Lovelace');
    const xml = await read(pathOf(own));
    expect(textsOf(xml, 'Name')).toEqual([
      ...SHARED.slice(0, 2),
      'Ada’s dentist',
      ...SHARED.slice(2),
    ]);
    // The extension is Ada’s, not the dentist’s.
    expect(textsOf(xml, 'Telephone').slice(1, 4)).toEqual(['12', '+4989123412', '+4989777']);
    const chosen = await make({ user: people.ada, labels: ['vip'] });
    expect(await namesIn(pathOf(chosen))).toEqual(['Ada’s dentist', 'Müller, Max']);
  });

  it('is nobody’s any more when its user has left', async () => {
    const made = await make({ user: people.gone });
    await get(pathOf(made)).expect(401);
    await admin
      .post(ROUTE)
      .send({ name: 'X', format: 'cisco', access: 'token', user: 'nobody' })
      .expect(400);
  });

  it('changes with what is chosen, at the same address', async () => {
    const made = await make({ labels: ['vip'] });
    const { id, name, language, conditions, user } = made.phonebook;
    const { body } = await admin
      .put(`${ROUTE}/${id}`)
      .send({ name, language, conditions, user, labels: ['supplier'] })
      .expect(200);
    expect(body.data).toMatchObject({ labels: ['supplier'], people: 1 });
    expect(await namesIn(pathOf(made))).toEqual(['<Zoë & "Söhne">']);
  });
});

describe('a phone', () => {
  it('of Yealink reads all, and asks for what is typed', async () => {
    const path = pathOf(await make({ format: 'yealink' }));
    expect(path).toMatch(/\/phonebook\.xml\?q=$/);
    expect(await namesIn(`${path}%23SEARCH`)).toEqual(SHARED);
    expect(await namesIn(`${path}LOVE%20ad`)).toEqual(['Ada Lovelace']);
    expect(await namesIn(`${path}acme`)).toEqual(['Müller, Max']);
    expect(await namesIn(`${path}2233`)).toEqual(['Müller, Max']);
    for (const typed of ['mueller', 'M%C3%BCl', 'max%20mull']) {
      expect(await namesIn(`${path}${typed}`)).toEqual(['Müller, Max']);
    }
    expect(await namesIn(`${path}soh`)).toEqual(['<Zoë & "Söhne">']);
    expect(await namesIn(`${path}%25`)).toEqual([]);
    expect(await namesIn(`${path}&q=ada&q[x]=y`)).toEqual(SHARED);
  });

  it('of Cisco goes from the menu to a search, and on, and back', async () => {
    for (let n = 0; n < 70; n += 1) {
      const displayName = `Many ${String(n).padStart(2, '0')}`;
      await create(UIDS.entry, {
        displayName,
        phone: `+49 40 ${1000 + n}`,
        labels: [{ name: 'many', value: '' }],
      });
    }
    const made = await make({ format: 'cisco', labels: ['many'] });
    const menu = await read(pathOf(made));
    const [search = '', everybody = ''] = textsOf(menu, 'URL');
    const input = await read(search);
    const [target = ''] = textsOf(input, 'URL');
    const [parameter] = textsOf(input, 'QueryStringParam');
    const few = await namesIn(`${target}?${parameter}=${encodeURIComponent('Many 3')}`);
    expect(few.filter((name) => name.startsWith('Many'))).toEqual(
      Array.from({ length: 10 }, (_, n) => `Many 3${n}`)
    );
    const keyOf = (xml: string, name: string): string | undefined => {
      const names = textsOf(xml, 'Name');
      const keys = names.slice(names.indexOf('Dial'));
      return textsOf(xml, 'URL')[keys.indexOf(name)];
    };
    const many = (xml: string) => textsOf(xml, 'Name').filter((name) => name.startsWith('Many'));
    const pages: string[] = [];
    for (let at: string | undefined = everybody; at; at = keyOf(pages.at(-1)!, 'Next')) {
      pages.push(await read(at));
    }
    expect(pages.map((page) => many(page).length)).toEqual([32, 32, 6]);
    expect(pages.flatMap(many)).toHaveLength(70);
    const before = await read(keyOf(pages[1]!, 'Back') ?? '');
    expect(many(before)).toEqual(many(pages[0]!));
    // "Exit" leads back to what has not expired when it came: the menu, whichever page is shown.
    expect((await get(everybody)).headers['expires']).toBeUndefined();
    const later = await get(keyOf(pages[0]!, 'Next') ?? '');
    expect(later.headers['expires']).toBe('Thu, 01 Jan 1970 00:00:00 GMT');
    // Who stands at the beginning of a page may be gone when it is asked for.
    const gone = (keyOf(pages[0]!, 'Next') ?? '').replace(/-\d+/, '-999999999');
    expect(many(await read(gone))).toEqual(many(pages[0]!));
    await admin.delete(`${ROUTE}/${made.phonebook.id}`).expect(204);
  });

  it('of Snom leafs in its browser, and downloads by POST', async () => {
    const made = await make({ format: 'snom', labels: ['many'] });
    const first = await read(pathOf(made));
    const [search = '', next = ''] = textsOf(first, 'URL');
    expect(textsOf(first, 'Telephone')).toHaveLength(50);
    expect(textsOf(await read(next), 'Telephone')).toHaveLength(20);
    const input = await read(search);
    const [url = ''] = textsOf(input, 'Url');
    expect(await namesIn(url.replace('__Q__', 'Many%2007'))).toEqual(['Many 07', 'F1']);
    const { text } = await request(app.strapi.server.httpServer).post(pathOf(made, 1)).expect(200);
    expect(textsOf(text, 'last_name')).toHaveLength(70);
  });

  it('of Grandstream adds a file’s name to the address', async () => {
    const path = pathOf(await make({ format: 'grandstream', labels: ['vip'] }));
    expect(path).not.toMatch(/\.xml$/);
    expect(textsOf(await read(`${path}/phonebook.xml`), 'LastName')).toEqual(['Müller, Max']);
  });

  it('of Fanvil reads all', async () => {
    expect(await namesIn(pathOf(await make({ format: 'fanvil', labels: ['vip'] })))).toEqual([
      'Müller, Max',
    ]);
  });

  it('of Gigaset asks page by page, for a name, and for who calls', async () => {
    const made = await make({ format: 'gigaset' });
    const ask = (query: string) =>
      read(`${pathOf(made)}command=get%5flist&type=pb&fn=%2a&${query}&mac=7C2F80D0C183&limit=2048`);
    const first = await ask('ln=%2a&hm=%2a&first=1&count=10');
    expect(first).toContain('total="75" first="1" last="10"');
    expect(await ask('ln=%2a&hm=%2a&first=71&count=10')).toContain('first="71" last="75"');
    expect(await ask('ln=%2a&hm=%2a&last=-1&count=2')).toContain('first="74" last="75"');
    expect(textsOf(await ask('ln=M%c3%bcller%2a&hm=%2a&first=1&count=10'), 'ln')).toEqual([
      'Müller, Max',
    ]);
    expect(textsOf(await ask('ln=%2a&hm=0049891234-12&first=1&count=1'), 'ln')).toEqual([
      'Ada Lovelace',
    ]);
    expect(await ask('ln=%2a&hm=13&first=1&count=1')).toContain('<ln>Bob</ln>');
    expect(await ask('ln=%2a&hm=12&first=1&count=1')).toContain('<ln>Ada Lovelace</ln>');
    for (const written of ['01712233', '%2b491712233', '00491712233', '0171%2f2233']) {
      expect(await ask(`ln=%2a&hm=${written}&first=1&count=1`)).toContain('<ln>Müller, Max</ln>');
    }
    expect(await ask('ln=%2a&hm=089777&first=1&count=1')).toContain('total="0" notfound="hm"');
    expect(await ask('ln=%2a&hm=0891234&first=1&count=1')).toContain('total="0" notfound="hm"');
    expect(await read(pathOf(made, 1))).toContain('<!DOCTYPE LocalDirectory>');
  });

  it('reads vCards that a profile reads', async () => {
    const { text, type } = await get(pathOf(await make({ format: 'vcard', labels: ['vip'] })));
    expect(type).toBe('text/vcard');
    expect(text).toContain('FN:Müller\\, Max\r\nORG:ACME\r\nTEL;TYPE=CELL,VOICE:01712233\r\n');

    const profile = await createProfile(app.strapi, {
      mode: 'create-update',
      existing: 'update',
      match: { user: 'username', phonebookEntry: 'displayName', phone: 'mac' },
      fields: [
        {
          type: 'phonebookEntry',
          values: {
            displayName: { column: 'Display name' },
            organisation: { column: 'Organization' },
            mobile: { column: 'Mobile phone' },
          },
        },
      ],
    });
    const report = await runText(app.strapi, profile, text, { kind: 'test' });
    // But for the blanks of the number it is what is stored.
    expect(report).toMatchObject({ status: 'succeeded', rows: { read: 1 } });
    expect(report.phonebookEntry).toMatchObject({ create: 0, update: 1, error: 0 });
    const { results } = await storageOf(app.strapi).changes(
      await runsOf(app.strapi).rowId(report.id),
      {
        page: 1,
        pageSize: 10,
      }
    );
    expect(results.map(({ difference }) => difference)).toEqual([
      { mobile: { before: '0171 / 22 33', after: '01712233' } },
    ]);
  });

  it('is not sent again what it has, and may ask what there is', async () => {
    const path = pathOf(await make({}));
    const { headers } = await get(path).expect(200);
    expect(headers).toMatchObject({
      'content-type': 'text/xml; charset=utf-8',
      'cache-control': 'private, no-cache',
    });
    const again = await get(path).set('If-None-Match', headers.etag!).expect(304);
    expect(again.text).toBe('');
    await get(path).set('If-None-Match', '"other"').expect(200);
    const head = await request(app.strapi.server.httpServer).head(path).expect(200);
    expect(head.headers.etag).toBe(headers.etag);
    await get(path.replace('phonebook.xml', 'phonebook-1.xml')).expect(404);
    await get(path.replace('phonebook.xml', 'menu.xml')).expect(404);
  });
});

describe('who may read', () => {
  it('has user name and password, where the phone can send them', async () => {
    const made = await make({ access: 'basic' });
    const { username = '', password = '' } = made.secret as { username: string; password: string };
    const path = pathOf(made);
    expect(path).not.toContain(password);
    const { headers } = await get(path).expect(401);
    expect(headers['www-authenticate']).toBe('Basic realm="Phonebook", charset="UTF-8"');
    await get(path).auth(username, password).expect(200);
    await get(path).auth(username, `${password}x`).expect(401);
    await get(path).auth(`${username}x`, password).expect(401);
  });

  it('has the token of the address, and no other one', async () => {
    const [one, other] = [await make({}), await make({})];
    const [path, wrong] = [pathOf(one), pathOf(other)];
    const token = /pbk\w{32}/;
    const [right = ''] = token.exec(path) ?? [];
    const [foreign = ''] = token.exec(wrong) ?? [];
    await get(path).expect(200);
    await get(path.replace(right, foreign)).expect(401);
    await get(path.replace(`/${right}`, '')).expect(401);
    await get(path.replace(one.phonebook.id, 'nobody')).expect(401);
  });

  it('loses it when it is revoked, and has another one when it is renewed', async () => {
    const made = await make({});
    const { id } = made.phonebook;
    const { body } = await admin.post(`${ROUTE}/${id}/revoke`).expect(200);
    expect(body.data.revokedAt).not.toBeNull();
    await get(pathOf(made)).expect(401);
    const renewed: MadePhonebook = (await admin.post(`${ROUTE}/${id}/renew`).expect(200)).body.data;
    expect(renewed.phonebook.revokedAt).toBeNull();
    await get(pathOf(made)).expect(401);
    await get(pathOf(renewed)).expect(200);
    await admin.delete(`${ROUTE}/${id}`).expect(204);
    await get(pathOf(renewed)).expect(401);
    const gone = await admin.post(`${ROUTE}/${id}/revoke`).expect(404);
    expect(gone.body.error.details.code).toBe('remote-phonebook-not-found');
  });

  it('is seen in the panel with the last use, and without a secret', async () => {
    const made = await make({ name: 'Seen' });
    const [token = ''] = /pbk\w{32}/.exec(pathOf(made)) ?? [];
    await get(pathOf(made)).expect(200);
    const find = async (): Promise<PhonebookView | undefined> => {
      const { body, text } = await admin.get(ROUTE).expect(200);
      expect(text).not.toContain(token);
      return body.data.find(({ id }: PhonebookView) => id === made.phonebook.id);
    };
    await until(async () => (await find())?.lastUsedAt != null);
    expect((await find())?.lastUsedFrom).toContain('127.0.0.1');
    const stored = await app.strapi.db.query(UIDS.phonebook).findMany({});
    expect(JSON.stringify(stored)).not.toContain(token);
  });

  it('has to wait after many wrong secrets, while right ones are let in', async () => {
    const made = await make({});
    const wrong = pathOf(made).replace(/pbk\w{32}/, `pbk${'A'.repeat(32)}`);
    const statuses = new Set<number>();
    for (let n = 0; n < 40; n += 1) statuses.add((await get(wrong)).status);
    expect(statuses).toEqual(new Set([401, 429]));
    await get(pathOf(made)).expect(200);
  });
});

describe('a token', () => {
  it('is in no line of the log and in no answer, whatever becomes of the request', async () => {
    const made = await make({});
    const path = pathOf(made);
    const [token = ''] = /pbk\w{32}/.exec(path) ?? [];
    const lines: string[] = [];
    const { log } = app.strapi;
    const spies = (['error', 'warn', 'info', 'http', 'debug'] as const).map((level) =>
      jest.spyOn(log, level).mockImplementation((...parts: unknown[]) => {
        lines.push(parts.map(String).join(' '));
        return log;
      })
    );
    const agent = request(app.strapi.server.httpServer);
    const answers = [
      await agent.get(path),
      await agent.head(path),
      await agent.post(path),
      await agent.put(path),
      await agent.delete(path),
      await agent.options(path),
      await agent.get(path.replace('phonebook.xml', 'other.xml')),
      await agent.get(path.replace('/phonebook.xml?q=', '')),
      await agent.get(`${path}x&again=${token}`),
      await agent.get(path.replace('/api/', '/wrong/')),
      await agent.get(path.replace('directory-connector', 'Directory-Connector')),
      await agent.post(path).set('Content-Type', 'application/json').send('{broken'),
    ];
    const query = jest.spyOn(app.strapi.db, 'getConnection').mockImplementation(() => {
      throw new Error('the database is away');
    });
    answers.push(await agent.get(path));
    query.mockRestore();
    spies.forEach((spy) => spy.mockRestore());
    expect(answers[0]?.status).toBe(200);
    expect(answers.at(-1)?.status).toBe(500);
    expect(lines.length).toBeGreaterThanOrEqual(answers.length);
    expect(lines.join('\n')).toContain(made.phonebook.id);
    expect(lines.filter((line) => line.includes(token))).toEqual([]);
    for (const { text, headers } of answers) {
      expect(`${text} ${JSON.stringify(headers)}`).not.toContain(token);
    }
  });
});

describe('the panel', () => {
  it('is asked for a permission of its own', async () => {
    const restricted = await createRestrictedAdmin(app);
    await restricted.allow(['plugin::directory-connector.settings.manage']);
    await restricted.client.get(ROUTE).expect(403);
    await restricted.allow(['plugin::directory-connector.remote-phonebooks.administer']);
    await restricted.client.get(ROUTE).expect(200);
    const { body } = await restricted.client.get(`${ROUTE}/users?q=love`).expect(200);
    expect(body.data).toEqual([{ id: people.ada, name: 'Ada Lovelace', extension: '12' }]);
  });

  it('offers the labels that entries have', async () => {
    const labels = async (q = ''): Promise<string[]> =>
      (await admin.get(`${ROUTE}/labels${q}`).expect(200)).body.data;
    expect(await labels()).toEqual(expect.arrayContaining(['many', 'supplier', 'vip']));
    expect(await labels('?q=UPP')).toEqual(['supplier']);
    expect(await labels('?q=%25')).toEqual([]);
  });

  it('does not find phonebooks in the content manager', async () => {
    await admin.get(`/content-manager/collection-types/${UIDS.phonebook}`).expect(404);
  });

  it.each([
    [{ name: '' }],
    [{ format: 'nokia' }],
    [{ conditions: [{ attribute: 'user', test: 'is', value: 'x' }] }],
    [{ conditions: [{ attribute: 'phone', test: 'is', value: '' }] }],
    [{ secretDigest: 'x' }],
  ])('is refused %j', async (wrong) => {
    await admin
      .post(ROUTE)
      .send({ name: 'X', format: 'cisco', access: 'token', ...wrong })
      .expect(400);
  });
});

describe('among no others', () => {
  beforeAll(async () => {
    for (const uid of [UIDS.entry, UIDS.user]) await app.strapi.db.query(uid).deleteMany({});
  });
  testPhonebooks(() => app.strapi);
});
