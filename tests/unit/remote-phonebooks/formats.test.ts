import { SaxesParser } from 'saxes';

import { PHONEBOOK_FORMATS } from '../../../shared/contracts/remote-phonebooks';
import { contactOf, dialable } from '../../../server/src/remote-phonebooks/contacts';
import { documentOf, FORMATS, mostOf } from '../../../server/src/remote-phonebooks/formats';
import { folded } from '../../../server/src/remote-phonebooks/formats/vcard';
import type {
  NumberKind,
  PhonebookDocument,
  PhoneRequest,
  PlacedContact,
  Slice,
  Surroundings,
} from '../../../server/src/remote-phonebooks/types';
import type { Member } from '../../../server/src/storage/phonebooks/records';
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

const memberOf = (
  displayName: string,
  { extension = null, work = null, mobile, home = null }: Partial<Record<NumberKind, string | null>>
): Member => ({
  ...{ type: 'phonebookEntry', displayName, firstName: null, lastName: null, organisation: null },
  ...{ email: null, extension, phone: work, mobiles: mobile ? [mobile] : [], homePhone: home },
});

/** Places begin at 1: 0 is where nobody is before. */
const contact = (
  nth: number,
  name: string,
  numbers: Partial<Record<NumberKind, string>> = { work: `+49 89 ${1000 + nth}` }
): PlacedContact => {
  const made = contactOf(`${nth + 1}`, memberOf(name, numbers));
  if (!made) throw new Error('nobody');
  return { ...made, place: nth + 1 };
};

/** What a page is made of that begins at a place among some. */
const around = (contacts: PlacedContact[], start: number, count: number): Surroundings => {
  const at = start === 0 ? 0 : contacts.findIndex(({ place }) => place === start);
  return {
    before: contacts.slice(Math.max(0, at - count), at),
    from: contacts.slice(at, at + count),
    next: contacts[at + count]?.place ?? null,
    isFromBeginning: at < count,
  };
};

const sliceOf = (contacts: PlacedContact[], more: Partial<Slice> = {}): Slice => ({
  contacts: contacts.map((one) => ({ ...one, index: one.place - 1 })),
  ...{ total: contacts.length, offset: 0, limit: 1000 },
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

const renderedBy = (
  document: PhonebookDocument,
  request: PhoneRequest,
  contacts: PlacedContact[]
): string => {
  if (!('searchOf' in document)) return document.render(request);
  if ('most' in document) return document.render(request, contacts);
  return 'mostLines' in document
    ? document.render(request, around(contacts, request.start, document.mostLines))
    : document.render(request, sliceOf(contacts));
};

const render = (
  format: (typeof PHONEBOOK_FORMATS)[number],
  file: string,
  contacts: PlacedContact[] = [],
  more: Partial<PhoneRequest> = {}
): string => {
  const known = documentOf(format, file);
  if (!known) throw new Error(`no ${file}`);
  return renderedBy(known.document, requestOf({ start: known.start, ...more }), contacts);
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
      const xml = render(format, file, [contact(0, given)], { title: given });
      const root = parse(xml);
      expect(xml).toMatch(/^<\?xml version="1\.0" encoding="UTF-8"\?>\n/);
      const document = documentOf(format, file)?.document;
      if (!document || !('searchOf' in document)) continue;
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
    const numbers = { extension: '12', work: ' 1 2 ', mobile: '+49 171 1' };
    expect(contactOf('1', memberOf('Ada', numbers))?.numbers).toEqual([
      { kind: 'extension', number: '12' },
      { kind: 'mobile', number: '+491711' },
    ]);
    expect(contactOf('1', memberOf('Ada', {}))).toBeNull();
    const firm = { ...memberOf(' ', numbers), organisation: 'ACME' };
    expect(contactOf('1', firm)?.name).toBe('ACME');
  });
});

const people = (count: number, numbers?: Partial<Record<NumberKind, string>>): PlacedContact[] =>
  Array.from({ length: count }, (_, place) => contact(place, `Person ${place}`, numbers));

const MANY = { extension: '12', work: '+49891', mobile: '+49171', home: '+49892' };

describe('Yealink', () => {
  it('has an entry for each with its numbers, which are labelled', () => {
    const root = parse(render('yealink', 'phonebook.xml', [contact(0, 'Ada', MANY)]));
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
    if (!document || !('searchOf' in document)) throw new Error('no list');
    const searchOf = (q?: string) => document.searchOf(requestOf({ query: { q } }));
    expect([undefined, '', ' ', '#SEARCH'].map(searchOf)).toEqual([{}, {}, {}, {}]);
    expect(searchOf(' ada ')).toEqual({ text: 'ada' });
  });
});

describe('Grandstream', () => {
  it('has elements in the order of the guide, and 2,000 contacts at most', () => {
    const ada = { ...contact(0, 'Ada Lovelace', MANY), firstName: 'Ada', lastName: 'Lovelace' };
    const root = parse(render('grandstream', 'phonebook.xml', [ada, contact(1, 'ACME')]));
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
    const root = parse(render('fanvil', 'phonebook.xml', [contact(0, 'Ada', MANY)]));
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
    const page = (file: string) =>
      parse(render('cisco', file, everybody, { query: { q: 'Person' } }));
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
    const directory = parse(render('cisco', 'phonebook.xml', people(2), { title }));
    expect(names(directory)).toEqual([
      'Title',
      'Prompt',
      'DirectoryEntry',
      'DirectoryEntry',
      'SoftKeyItem',
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
    const root = parse(render('snom', 'phonebook.xml', people(100)));
    expect(root.name).toBe('SnomIPPhoneDirectory');
    expect(all(root, 'DirectoryEntry')).toHaveLength(50);
    expect(all(root, 'SoftKeyItem').map((key) => key.children.map(({ text }) => text))).toEqual([
      ['F1', 'Search', 'https://strapi.test/api/x/search.xml'],
      ['F4', 'Next', 'https://strapi.test/api/x/phonebook-51.xml'],
    ]);
    const search = parse(render('snom', 'search.xml'));
    const [token] = texts(search, 'InputToken');
    expect(texts(search, 'Url')).toEqual([`https://strapi.test/api/x/phonebook.xml?q=${token}`]);
  });

  it('has a directory to download as Snom describes it', () => {
    const root = parse(render('snom', 'tbook.xml', [contact(0, 'Ada', MANY)]));
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
  const document = documentOf('gigaset', 'phonebook.xml')?.document;
  if (!document || !('rangeOf' in document)) throw new Error('no slices');
  const answer = (query: PhoneRequest['query'], slice = sliceOf([])): string =>
    document.render(requestOf({ query }), slice);
  const ask = (query: PhoneRequest['query'], slice?: Slice): Node => parse(answer(query, slice));

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
    const found = sliceOf(people(30).slice(10, 20), { total: 30, offset: 10, limit: 10 });
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
    const found = sliceOf(people(100), { limit: 100 });
    const text = answer({ limit: 2048 }, found);
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(2048);
    const root = parse(text);
    expect(Number(root.attributes['last'])).toBe(all(root, 'entry').length);
    expect(all(ask({ limit: 1 }, found), 'entry')).toHaveLength(1);
  });

  it('has a central phonebook that a base downloads', () => {
    const text = render('gigaset', 'central.xml', [contact(0, 'Ada', MANY)]);
    expect(text).toContain('<!DOCTYPE LocalDirectory>');
    expect(all(parse(text), 'entry').map(({ attributes }) => attributes)).toEqual([
      {
        ...{ surname: 'Ada', name: '', office1: '12', office2: '+49891' },
        ...{ mobile1: '+49171', mobile2: '', home1: '+49892', home2: '' },
      },
    ]);
  });
});

const CISCO =
  'Cisco Unified IP Phone Services Application Development Notes (OL-20949-01, OL-22505-01)';
const GRANDSTREAM = 'GXP2130/GXP2140/GXP2160 XML Based Downloadable Phonebook Guide, tables 1 to 4';
const SNOM = 'Snom wiki, Minibrowser; Main Subtags';
const SNOM_XML = 'Snom wiki, Remote XML Directory';
const GIGASET = 'Gigaset wiki, Central phone book (N610, N670, N870)';
const YEALINK_OEM = 'Matrix SPARSH VP110 User Guide, Remote XML Phone Book (an OEM of Yealink)';

const cisco = (file: string, contacts: PlacedContact[], more?: Partial<PhoneRequest>): Node =>
  parse(render('cisco', file, contacts, more));
const LONG = 'x'.repeat(200);

/** What vendors say of what their phones read. */
const RULES: [source: string, rule: string, holds: () => void][] = [
  [
    CISCO,
    'a directory has at most 32 entries',
    () => expect(all(cisco('phonebook.xml', people(33)), 'DirectoryEntry').length).toBeLessThan(33),
  ],
  [
    CISCO,
    '“URL Directories” gives a menu, whose items have names of at most 64 characters',
    () => {
      const menu = cisco('menu.xml', [], { title: LONG });
      expect(menu.name).toBe('CiscoIPPhoneMenu');
      for (const item of all(menu, 'MenuItem')) {
        expect(texts(item, 'Name')[0]?.length).toBeLessThanOrEqual(64);
      }
    },
  ],
  [
    CISCO,
    'a search is a CiscoIPPhoneInput, a message a CiscoIPPhoneText, a list a CiscoIPPhoneDirectory',
    () => {
      expect(cisco('search.xml', []).name).toBe('CiscoIPPhoneInput');
      const nobody = cisco('phonebook.xml', []);
      expect([nobody.name, names(nobody)]).toEqual([
        'CiscoIPPhoneText',
        ['Title', 'Prompt', 'Text'],
      ]);
      expect(cisco('phonebook.xml', people(1)).name).toBe('CiscoIPPhoneDirectory');
    },
  ],
  [
    CISCO,
    'with keys of its own a page has none of the phone’s, which are to be defined again',
    () =>
      expect(texts(cisco('phonebook.xml', people(40)), 'URL')).toEqual([
        'SoftKey:Dial',
        'SoftKey:Exit',
        'https://strapi.test/api/x/phonebook-33.xml',
        'SoftKey:EditDial',
      ]),
  ],
  [
    CISCO,
    'of InputFlags, A takes letters and digits',
    () => expect(texts(cisco('search.xml', []), 'InputFlags')).toEqual(['A']),
  ],
  [
    CISCO,
    'UTF-8 has to be declared, and five characters escaped',
    () => {
      const xml = render('cisco', 'phonebook.xml', [contact(0, `&"'<>`)]);
      expect(xml).toMatch(/^<\?xml version="1.0" encoding="UTF-8"\?>/);
      expect(xml).toContain('<Name>&amp;&quot;&apos;&lt;&gt;</Name>');
    },
  ],
  [
    GRANDSTREAM,
    'a contact has a first or a last name, and phones of a known type with number and account from 0 to 5',
    () => {
      const root = parse(render('grandstream', 'phonebook.xml', [contact(0, 'Ada', MANY)]));
      for (const one of all(root, 'Contact')) expect(names(one)).toContain('LastName');
      for (const phone of all(root, 'Phone')) {
        expect(phone.attributes['type']).toMatch(/^(Work|Home|Mobile|Fax|Other)$/);
        expect(names(phone)).toEqual(['phonenumber', 'accountindex']);
        expect(texts(phone, 'accountindex')[0]).toMatch(/^[0-5]$/);
      }
    },
  ],
  [
    SNOM,
    'lines are chosen by number up to 100, and a title has no line break',
    () => {
      const root = parse(render('snom', 'phonebook.xml', people(200), { title: 'a\nb' }));
      expect(all(root, 'DirectoryEntry').length).toBeLessThanOrEqual(100);
      expect(texts(root, 'Title')).toEqual(['a b']);
    },
  ],
  [
    SNOM_XML,
    'tbook 2.0 with e="2", of contacts that are no favourites, not blocked and no VIPs',
    () => {
      const root = parse(render('snom', 'tbook.xml', [contact(0, 'Ada')]));
      expect(root.attributes).toEqual({ e: '2', version: '2.0' });
      expect(Object.keys(all(root, 'contact')[0]!.attributes)).toEqual(['fav', 'vip', 'blocked']);
    },
  ],
  [
    GIGASET,
    'at most 2,000 entries',
    () => expect(documentOf('gigaset', 'central.xml')?.document).toMatchObject({ most: 2000 }),
  ],
  [
    GIGASET,
    'at most 2 MB',
    () => {
      const many = people(2000).map((one) => ({ ...one, name: 'ö'.repeat(600) }));
      const xml = render('gigaset', 'central.xml', many);
      expect(Buffer.byteLength(xml)).toBeLessThanOrEqual(2_000_000);
      expect(all(parse(xml), 'entry').length).toBeGreaterThan(1000);
    },
  ],
  [
    GIGASET,
    'entries have these attributes, filled or not',
    () =>
      expect(
        Object.keys(
          all(parse(render('gigaset', 'central.xml', people(1))), 'entry')[0]!.attributes
        ).sort()
      ).toEqual([
        ...['home1', 'home2', 'mobile1', 'mobile2', 'name', 'office1', 'office2', 'surname'],
      ]),
  ],
  [
    YEALINK_OEM,
    'the root is called …IPPhoneDirectory, and each contact is a DirectoryEntry',
    () => {
      const root = parse(render('yealink', 'phonebook.xml', people(3)));
      expect(root.name).toMatch(/IPPhoneDirectory$/);
      expect(names(root)).toEqual(['Title', ...Array<string>(3).fill('DirectoryEntry')]);
    },
  ],
];

describe('what vendors document', () => {
  it.each(RULES)('%s: %s', (_source, _rule, holds) => holds());
});

describe('vCard', () => {
  it('folds lines after 75 octets, between characters', () => {
    for (const [name] of NASTY) {
      const text = render('vcard', 'phonebook.vcf', [contact(0, name, MANY)]);
      const lines = text.split('\r\n');
      expect(lines.at(-1)).toBe('');
      for (const line of lines) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
      expect(text).not.toMatch(/[^\r]\n/);
      expect(Buffer.from(text).toString()).toBe(text);
    }
    expect(folded('ä'.repeat(80)).replaceAll('\r\n ', '')).toBe('ä'.repeat(80));
  });

  it('escapes what separates', () => {
    const text = render('vcard', 'phonebook.vcf', [contact(0, 'a;b,c\\d')]);
    expect(text).toContain('FN:a\\;b\\,c\\\\d\r\n');
    expect(text).toContain('N:a\\;b\\,c\\\\d;;;;\r\n');
  });
});
