import { namesOf } from '../contacts';
import { pageOf } from '../lines';
import type {
  FixedDocument,
  NumberKind,
  PagedDocument,
  PhoneRequest,
  PhonebookFormatDefinition,
  WholeDocument,
} from '../types';
import { element, empty, leaf, XML_TYPE, xmlDocument } from '../xml';
import { pageFile, searchQuery } from './pages';
import { typedSearch } from './typed-search';

/** Lines can be chosen by their number: "Speedselect does not support more than 100 lines." */
const MOST_LINES = 50;
/** What the phone's own directory holds, which the downloaded one is put into. */
const MOST_CONTACTS = 1000;

/** Stands in the address for what somebody types. */
const TYPED = '__Q__';

const key = (name: string, label: string, url: string): string =>
  element('SoftKeyItem', [leaf('Name', name), leaf('Label', label), leaf('URL', url)]);

const search: FixedDocument = {
  contentType: XML_TYPE,
  render: ({ title, words, addressOf }) =>
    xmlDocument(
      element('SnomIPPhoneInput', [
        leaf('Title', title),
        leaf('Prompt', words.nameOrNumber),
        leaf('Url', addressOf('phonebook.xml', `q=${TYPED}`)),
        element('InputItem', [
          leaf('DisplayName', words.nameOrNumber),
          leaf('InputToken', TYPED),
          leaf('DefaultValue', ''),
          leaf('InputFlags', 'a'),
        ]),
      ])
    ),
};

const keysOf = (
  { words, addressOf }: PhoneRequest,
  query: string | undefined,
  { next, back }: { next: number | null; back: number | null }
): string[] => {
  const page = (start: number) => addressOf(pageFile('phonebook', start), query);
  return [
    key('F1', words.search, addressOf('search.xml')),
    ...(back === null ? [] : [key('F2', words.back, page(back))]),
    ...(next === null ? [] : [key('F4', words.next, page(next))]),
  ];
};

const phonebook: PagedDocument = {
  contentType: XML_TYPE,
  mostLines: MOST_LINES,
  searchOf: typedSearch,
  render: (request, surroundings) => {
    const { title, words } = request;
    const page = pageOf(request, surroundings, MOST_LINES);
    const lines = page.lines.length > 0 ? page.lines : [{ name: words.nobody, number: '' }];
    return xmlDocument(
      element('SnomIPPhoneDirectory', [
        leaf('Title', title),
        leaf('Prompt', words.dial),
        ...lines.map(({ name, number }) =>
          element('DirectoryEntry', [leaf('Name', name), leaf('Telephone', number)])
        ),
        ...keysOf(request, searchQuery(request), page),
      ])
    );
  },
};

const TYPES: Readonly<Record<NumberKind, string>> = {
  extension: 'extension',
  work: 'business',
  mobile: 'mobile',
  home: 'home',
};

/** What phones download into their own directory, and ask for by POST. */
const tbook: WholeDocument = {
  contentType: XML_TYPE,
  most: MOST_CONTACTS,
  searchOf: typedSearch,
  render: (_request, contacts) =>
    xmlDocument(
      element(
        'tbook',
        contacts.map((contact) => {
          const { first, last } = namesOf(contact);
          return element(
            'contact',
            [
              leaf('first_name', first),
              leaf('last_name', last),
              element(
                'numbers',
                contact.numbers.map(({ kind, number }) =>
                  empty('number', { no: number, type: TYPES[kind], outgoing_id: 0 })
                )
              ),
            ],
            { fav: 'false', vip: 'false', blocked: 'false' }
          );
        }),
        { e: 2, version: '2.0' }
      )
    ),
};

/**
 * Page by page with a search, in the phone's XML browser; or downloaded into the phone's own directory.
 *
 * Sources: Snom, "XML Minibrowser" (SnomIPPhoneDirectory, SnomIPPhoneInput, SoftKeyItem; "Speedselect") and
 * "Remote XML Directory" (`tbook` 2.0, from firmware 10.1.178.0; asked for by POST; the limits of the internal
 * directory); keys as wazo-phoned has them.
 */
export const snom: PhonebookFormatDefinition = {
  documents: { 'phonebook.xml': phonebook, 'search.xml': search, 'tbook.xml': tbook },
  entries: [
    { menu: 'browser', file: 'phonebook.xml' },
    { menu: 'download', file: 'tbook.xml' },
  ],
};
