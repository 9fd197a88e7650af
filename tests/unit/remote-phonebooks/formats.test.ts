import { SaxesParser } from 'saxes';

import { PHONEBOOK_FORMATS } from '../../../shared/contracts/remote-phonebooks';
import { contactOf, dialable } from '../../../server/src/remote-phonebooks/contacts';
import { documentOf, FORMATS, isList, mostOf } from '../../../server/src/remote-phonebooks/formats';
import { folded } from '../../../server/src/remote-phonebooks/formats/vcard';
import type {
  Found,
  NumberKind,
  PhoneRequest,
  PlacedContact,
} from '../../../server/src/remote-phonebooks/types';
import { WORDS } from '../../../server/src/remote-phonebooks/words';

interface Node {
  name: string;
  attributes: Record<string, string>;
  children: Node[];
  text: string;
}

/** A document as a strict, namespace-aware parser reads it. */
const parse = (xml: string): Node => {
  const parser = new SaxesParser({ xmlns: true });
  const top: Node = { name: '', attributes: {}, children: [], text: '' };
  const open = [top];
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    const values = Object.entries(attributes).map(([key, { value }]) => [key, value]);
    const node = { name, attributes: Object.fromEntries(values), children: [], text: '' };
    open.at(-1)?.children.push(node);
    open.push(node);
  });
  parser.on('text', (text) => {
    const node = open.at(-1);
    if (node) node.text += text;
  });
  parser.on('closetag', () => void open.pop());
  parser.write(xml).close();
  const [root] = top.children;
  if (!root) throw new Error('no root');
  return root;
};

const all = (node: Node, name: string): Node[] => [
  ...(node.name === name ? [node] : []),
  ...node.children.flatMap((child) => all(child, name)),
];
const texts = (node: Node, name: string): string[] => all(node, name).map(({ text }) => text);
const names = ({ children }: Node): string[] => children.map(({ name }) => name);

const contact = (
  place: number,
  name: string,
  numbers: Partial<Record<NumberKind, string>> = { work: `+49 89 ${1000 + place}` }
): PlacedContact => {
  const made = contactOf({
    id: `e${place}`,
    displayName: name,
    numbers: Object.entries(numbers).map(([kind, number]) => ({
      kind: kind as NumberKind,
      number,
    })),
  });
  if (!made) throw new Error('nobody');
  return { ...made, place };
};

const foundOf = (contacts: PlacedContact[], more: Partial<Found> = {}): Found => ({
  contacts,
  total: contacts.length,
  offset: 0,
  limit: 1000,
  ...more,
});

const requestOf = (more: Partial<PhoneRequest> = {}): PhoneRequest => ({
  title: 'Company & Söhne',
  words: WORDS.en,
  query: {},
  start: 0,
  addressOf: (file, query) => `https://strapi.test/api/x/${file}${query ? `?${query}` : ''}`,
  ...more,
});

const render = (
  format: (typeof PHONEBOOK_FORMATS)[number],
  file: string,
  found: Found = foundOf([]),
  more: Partial<PhoneRequest> = {}
): string => {
  const known = documentOf(format, file);
  if (!known) throw new Error(`no ${file}`);
  const request = requestOf({ start: known.start, ...more });
  return isList(known.document)
    ? known.document.render(request, found)
    : known.document.render(request);
};

const NASTY: [string, string][] = [
  [`<&"'> ]]> <!-- -- ?> <![CDATA[x]]>`, `<&"'> ]]> <!-- -- ?> <![CDATA[x]]>`],
  ['a\u0000b\u0007c\u001Fd\uFFFEe\uFFFFf', 'abcdef'],
  ['one\r\ntwo\tthree', 'one two three'],
  ['half \uD83D and \uDE00 half', 'half and half'],
  ['😀 عمر שלום', '😀 عمر שלום'],
  ['&amp;amp; &#0; &unknown;', '&amp;amp; &#0; &unknown;'],
  ['x'.repeat(500), 'x'.repeat(500)],
];

describe.each(PHONEBOOK_FORMATS.filter((format) => format !== 'vcard'))('%s', (format) => {
  const files = Object.keys(FORMATS[format].documents);

  it.each(files)('has a well-formed %s, whatever people are called', (file) => {
    for (const [given, shown] of NASTY) {
      const xml = render(format, file, foundOf([contact(0, given)]), { title: given });
      const root = parse(xml);
      expect(xml).toMatch(/^<\?xml version="1\.0" encoding="UTF-8"\?>\n/);
      const document = documentOf(format, file)?.document;
      if (!document || !isList(document)) continue;
      const found = JSON.stringify(root);
      expect(found).toContain(JSON.stringify(shown).slice(1, -1));
    }
  });

  it.each(files)('has a well-formed %s when there is nobody', (file) => {
    expect(() => parse(render(format, file))).not.toThrow();
  });
});

describe('what a number dials', () => {
  it.each([
    ['+49 (0)89 / 12 34-56', '+4989123456'],
    ['(089) 1234', '0891234'],
    ['*21#', '*21#'],
    ['+49 89 1234 ext. 56', '+49891234'],
    ['+49 89 1234 Durchwahl 56', '+49891234'],
    ['n/a', ''],
    ['', ''],
  ])('%s is %s', (written, dialled) => {
    expect(dialable(written)).toBe(dialled);
  });

  it('leaves out who has none, and numbers that are there twice', () => {
    const numbers = [
      { kind: 'extension' as const, number: '12' },
      { kind: 'work' as const, number: ' 1 2 ' },
      { kind: 'mobile' as const, number: '+49 171 1' },
    ];
    expect(contactOf({ id: 'e1', displayName: 'Ada', numbers })?.numbers).toEqual([
      { kind: 'extension', number: '12' },
      { kind: 'mobile', number: '+491711' },
    ]);
    expect(contactOf({ id: 'e1', displayName: 'Ada', numbers: [] })).toBeNull();
    expect(contactOf({ id: 'e1', displayName: ' ', organisation: 'ACME', numbers })?.name).toBe(
      'ACME'
    );
  });
});

const people = (count: number, numbers?: Partial<Record<NumberKind, string>>): PlacedContact[] =>
  Array.from({ length: count }, (_, place) => contact(place, `Person ${place}`, numbers));

const MANY = { extension: '12', work: '+49891', mobile: '+49171', home: '+49892' };

describe('Yealink', () => {
  it('has an entry for each with its numbers, which are labelled', () => {
    const root = parse(render('yealink', 'phonebook.xml', foundOf([contact(0, 'Ada', MANY)])));
    expect(root.name).toBe('YealinkIPPhoneDirectory');
    expect(all(root, 'DirectoryEntry').map(names)).toEqual([
      ['Name', 'Telephone', 'Telephone', 'Telephone', 'Telephone'],
    ]);
    expect(all(root, 'Telephone').map(({ attributes }) => attributes['label'])).toEqual([
      'Extension',
      'Office',
      'Mobile',
      'Home',
    ]);
  });

  it('takes what stands in the address for a search that nothing was typed for', () => {
    const document = documentOf('yealink', 'phonebook.xml')?.document;
    if (!document || !isList(document)) throw new Error('no list');
    const searchOf = (q?: string) => document.searchOf(requestOf({ query: { q } }));
    expect([undefined, '', ' ', '#SEARCH'].map(searchOf)).toEqual([{}, {}, {}, {}]);
    expect(searchOf(' ada ')).toEqual({ text: 'ada' });
  });
});

describe('Grandstream', () => {
  it('has elements in the order of the guide, and 2,000 contacts at most', () => {
    const ada = { ...contact(0, 'Ada Lovelace', MANY), firstName: 'Ada', lastName: 'Lovelace' };
    const root = parse(render('grandstream', 'phonebook.xml', foundOf([ada, contact(1, 'ACME')])));
    expect(root.name).toBe('AddressBook');
    expect(names(root)).toEqual(['version', 'Contact', 'Contact']);
    const [first, second] = all(root, 'Contact');
    expect(names(first!)).toEqual(['FirstName', 'LastName', 'Phone', 'Phone', 'Phone', 'Phone']);
    expect(names(second!)).toEqual(['LastName', 'Phone']);
    for (const phone of all(root, 'Phone')) {
      expect(['Work', 'Home', 'Mobile']).toContain(phone.attributes['type']);
      expect(names(phone)).toEqual(['phonenumber', 'accountindex']);
    }
    expect(mostOf('grandstream')).toBe(2000);
  });
});

describe('Fanvil', () => {
  it('has one place for each kind of number, and each number once', () => {
    const root = parse(render('fanvil', 'phonebook.xml', foundOf([contact(0, 'Ada', MANY)])));
    expect(root.name).toBe('FanvilIPPhoneDirectory');
    const [entry] = all(root, 'DirectoryEntry');
    expect(entry?.children.map(({ name, text }) => [name, text])).toEqual([
      ['Name', 'Ada'],
      ['Telephone', '12'],
      ['Mobile', '+49171'],
      ['Other', '+49891'],
    ]);
  });
});

describe('Cisco', () => {
  it('has at most 32 entries, and none is missing from page to page and back', () => {
    const everybody = people(100, MANY).map((one, place) =>
      place % 3 === 0 ? one : contact(place, one.name)
    );
    const page = (file: string) => {
      const known = documentOf('cisco', file);
      if (!known || !isList(known.document)) throw new Error(`no ${file}`);
      const request = requestOf({ start: known.start, query: { q: 'Person' } });
      const { offset, limit } = known.document.rangeOf(request, 100);
      const contacts = everybody.slice(offset, offset + limit);
      return parse(known.document.render(request, { contacts, offset, limit, total: 100 }));
    };
    const keys = (root: Node): Record<string, string> =>
      Object.fromEntries(
        all(root, 'SoftKeyItem').map((key) => [key.children[0]!.text, key.children[1]!.text])
      );
    const fileOf = (url = ''): string => new URL(url).pathname.split('/').at(-1) ?? '';
    const shown: string[] = [];
    const files = ['phonebook.xml'];
    for (;;) {
      const root = page(files.at(-1)!);
      expect(all(root, 'DirectoryEntry').length).toBeLessThanOrEqual(32);
      shown.push(...texts(root, 'Telephone'));
      const next = keys(root)['Next'];
      if (next === undefined) break;
      expect(next).toContain('?q=Person');
      files.push(fileOf(next));
    }
    expect(files.length).toBeGreaterThan(3);
    expect(shown).toEqual(everybody.flatMap(({ numbers }) => numbers.map(({ number }) => number)));
    const back: string[] = [];
    for (let file: string | undefined = files.at(-1); file;) {
      const root = page(file);
      back.unshift(...texts(root, 'Telephone'));
      const before: string | undefined = keys(root)['Back'];
      file = before && fileOf(before);
    }
    expect(back).toEqual(expect.arrayContaining(shown));
    expect(new Set(back)).toEqual(new Set(shown));
  });

  it('has elements in the order of the notes, and titles of 32 characters at most', () => {
    const title = 'x'.repeat(60);
    const directory = parse(render('cisco', 'phonebook.xml', foundOf(people(2)), { title }));
    expect(names(directory)).toEqual([
      'Title',
      'Prompt',
      'DirectoryEntry',
      'DirectoryEntry',
      'SoftKeyItem',
      'SoftKeyItem',
    ]);
    expect(texts(directory, 'Title')[0]).toHaveLength(32);
    const input = parse(render('cisco', 'search.xml'));
    expect(names(input)).toEqual(['Title', 'Prompt', 'URL', 'InputItem']);
    expect(names(all(input, 'InputItem')[0]!)).toEqual([
      'DisplayName',
      'QueryStringParam',
      'DefaultValue',
      'InputFlags',
    ]);
    const menu = parse(render('cisco', 'menu.xml'));
    expect(names(menu)).toEqual(['Title', 'Prompt', 'MenuItem', 'MenuItem']);
    expect(texts(menu, 'URL')).toEqual(
      ['search.xml', 'phonebook.xml'].map((file) => `https://strapi.test/api/x/${file}`)
    );
  });
});

describe('Snom', () => {
  it('has a page of at most 100 lines with keys, and a search', () => {
    const found = foundOf(people(100).slice(0, 50), { total: 100, limit: 50 });
    const root = parse(render('snom', 'phonebook.xml', found));
    expect(root.name).toBe('SnomIPPhoneDirectory');
    expect(all(root, 'DirectoryEntry')).toHaveLength(50);
    expect(all(root, 'SoftKeyItem').map((key) => key.children.map(({ text }) => text))).toEqual([
      ['F1', 'Search', 'https://strapi.test/api/x/search.xml'],
      ['F4', 'Next', 'https://strapi.test/api/x/phonebook-50.xml'],
    ]);
    const search = parse(render('snom', 'search.xml'));
    const [token] = texts(search, 'InputToken');
    expect(texts(search, 'Url')).toEqual([`https://strapi.test/api/x/phonebook.xml?q=${token}`]);
  });

  it('has a directory to download as Snom describes it', () => {
    const root = parse(render('snom', 'tbook.xml', foundOf([contact(0, 'Ada', MANY)])));
    expect([root.name, root.attributes]).toEqual(['tbook', { e: '2', version: '2.0' }]);
    const [ada] = all(root, 'contact');
    expect(ada?.attributes).toEqual({ fav: 'false', vip: 'false', blocked: 'false' });
    expect(names(ada!)).toEqual(['first_name', 'last_name', 'numbers']);
    expect(all(root, 'number').map(({ attributes }) => attributes['type'])).toEqual([
      'extension',
      'business',
      'mobile',
      'home',
    ]);
  });
});

describe('Gigaset', () => {
  const ask = (query: PhoneRequest['query'], found?: Found): Node =>
    parse(render('gigaset', 'phonebook.xml', found, { query }));
  const document = documentOf('gigaset', 'phonebook.xml')?.document;
  if (!document || !isList(document)) throw new Error('no list');

  it('asks for names, numbers and places as phones do', () => {
    const searchOf = (query: PhoneRequest['query']) => document.searchOf(requestOf({ query }));
    expect(searchOf({ fn: '*', ln: '*', hm: '*', mb: '*' })).toEqual({});
    expect(searchOf({ ln: 'Love*', fn: '*' })).toEqual({ text: 'Love' });
    expect(searchOf({ set_first: 'Lo*' })).toEqual({ text: 'Lo' });
    expect(searchOf({ hm: '0891234', ln: '*' })).toEqual({ number: '0891234' });
    const rangeOf = (query: PhoneRequest['query']) => document.rangeOf(requestOf({ query }), 55);
    expect(rangeOf({})).toEqual({ offset: 0, limit: 20 });
    expect(rangeOf({ first: 21, count: 10 })).toEqual({ offset: 20, limit: 10 });
    expect(rangeOf({ last: -1, count: 10 })).toEqual({ offset: 45, limit: 10 });
    expect(rangeOf({ last: 30, count: 10 })).toEqual({ offset: 20, limit: 10 });
    expect(rangeOf({ first: -5, count: 5000 })).toEqual({ offset: 0, limit: 100 });
  });

  it('says which entries an answer has', () => {
    const found = foundOf(people(30).slice(10, 20), { total: 30, offset: 10, limit: 10 });
    const root = ask({ command: 'get_list', type: 'pb', first: 11, count: 10 }, found);
    expect(root.attributes).toEqual({
      response: 'get_list',
      type: 'pb',
      total: '30',
      first: '11',
      last: '20',
    });
    expect(all(root, 'entry').map(names)).toEqual(Array.from({ length: 10 }, () => ['ln', 'hm']));
    expect(ask({ hm: '123' }).attributes).toMatchObject({ total: '0', notfound: 'hm' });
    const refused = ask({ command: 'put_list' });
    expect([refused.name, texts(refused, 'errorid')]).toEqual(['error', ['2']]);
  });

  it('is no longer than the phone has room for, but has an entry', () => {
    const found = foundOf(people(100), { limit: 100 });
    const text = render('gigaset', 'phonebook.xml', found, { query: { limit: 2048 } });
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(2048);
    const root = parse(text);
    expect(Number(root.attributes['last'])).toBe(all(root, 'entry').length);
    expect(all(ask({ limit: 1 }, found), 'entry')).toHaveLength(1);
  });

  it('has a central phonebook that a base downloads', () => {
    const text = render('gigaset', 'central.xml', foundOf([contact(0, 'Ada', MANY)]));
    expect(text).toContain('<!DOCTYPE LocalDirectory>');
    expect(all(parse(text), 'entry').map(({ attributes }) => attributes)).toEqual([
      {
        ...{ surname: 'Ada', name: '', office1: '12', office2: '+49891' },
        ...{ mobile1: '+49171', mobile2: '', home1: '+49892', home2: '' },
      },
    ]);
  });
});

describe('vCard', () => {
  it('folds lines after 75 octets, between characters', () => {
    for (const [name] of NASTY) {
      const text = render('vcard', 'phonebook.vcf', foundOf([contact(0, name, MANY)]));
      const lines = text.split('\r\n');
      expect(lines.at(-1)).toBe('');
      for (const line of lines) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
      expect(text).not.toMatch(/[^\r]\n/);
      expect(Buffer.from(text).toString()).toBe(text);
    }
    expect(folded('ä'.repeat(80)).replaceAll('\r\n ', '')).toBe('ä'.repeat(80));
  });

  it('escapes what separates', () => {
    const text = render('vcard', 'phonebook.vcf', foundOf([contact(0, 'a;b,c\\d')]));
    expect(text).toContain('FN:a\\;b\\,c\\\\d\r\n');
    expect(text).toContain('N:a\\;b\\,c\\\\d;;;;\r\n');
  });
});
