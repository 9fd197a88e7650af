import { pageOf, rangeOfPage } from '../lines';
import type {
  FixedDocument,
  ListDocument,
  PhoneRequest,
  PhonebookFormatDefinition,
} from '../types';
import { element, leaf, shortened, XML_TYPE, xmlDocument } from '../xml';
import { pageFile, searchQuery } from './pages';
import { typedSearch } from './whole-book';

/** "A single CiscoIPPhoneDirectory object can contain a maximum of 32 DirectoryEntry objects." */
const MOST_ENTRIES = 32;
const MOST_TITLE = 32;

const header = ({ title }: PhoneRequest, prompt: string): string[] => [
  leaf('Title', shortened(title, MOST_TITLE)),
  leaf('Prompt', shortened(prompt, MOST_TITLE)),
];

const key = (position: number, name: string, url: string): string =>
  element('SoftKeyItem', [leaf('Name', name), leaf('URL', url), leaf('Position', position)]);

const menu: FixedDocument = {
  contentType: XML_TYPE,
  render: (request) => {
    const { words, addressOf } = request;
    const item = (name: string, file: string) =>
      element('MenuItem', [leaf('Name', name), leaf('URL', addressOf(file))]);
    return xmlDocument(
      element('CiscoIPPhoneMenu', [
        ...header(request, words.search),
        item(words.search, 'search.xml'),
        item(words.everybody, 'phonebook.xml'),
      ])
    );
  },
};

const search: FixedDocument = {
  contentType: XML_TYPE,
  render: (request) => {
    const { words, addressOf } = request;
    return xmlDocument(
      element('CiscoIPPhoneInput', [
        ...header(request, words.nameOrNumber),
        leaf('URL', addressOf('phonebook.xml')),
        element('InputItem', [
          leaf('DisplayName', words.nameOrNumber),
          leaf('QueryStringParam', 'q'),
          leaf('DefaultValue', ''),
          leaf('InputFlags', 'A'),
        ]),
      ])
    );
  },
};

/** Keys of a page's own take the place of the phone's, which are given again. */
const phonebook: ListDocument = {
  contentType: XML_TYPE,
  most: null,
  searchOf: typedSearch,
  rangeOf: (request) => rangeOfPage(request, MOST_ENTRIES),
  render: (request, found) => {
    const { words, addressOf } = request;
    const { lines, next, back } = pageOf(request, found, MOST_ENTRIES);
    const query = searchQuery(request);
    const shown = lines.length > 0 ? lines : [{ name: words.nobody, number: '' }];
    const page = (start: number) => addressOf(pageFile('phonebook', start), query);
    return xmlDocument(
      element('CiscoIPPhoneDirectory', [
        ...header(request, typedSearch(request).text ?? words.everybody),
        ...shown.map(({ name, number }) =>
          element('DirectoryEntry', [leaf('Name', name), leaf('Telephone', number)])
        ),
        key(1, words.dial, 'SoftKey:Dial'),
        ...(back === null ? [] : [key(2, words.back, page(back))]),
        key(3, words.exit, 'SoftKey:Exit'),
        ...(next === null ? [] : [key(4, words.next, page(next))]),
      ])
    );
  },
};

/**
 * A menu with a search and all entries, page by page.
 *
 * Source: Cisco, "Cisco Unified IP Phone Services Application Development Notes" (OL-20949-01), chapter 3: the
 * objects CiscoIPPhoneMenu, CiscoIPPhoneInput and CiscoIPPhoneDirectory, the order of their elements, 32 entries of
 * a directory, and "Custom Directories"; keys as wazo-phoned has them.
 */
export const cisco: PhonebookFormatDefinition = {
  documents: { 'menu.xml': menu, 'search.xml': search, 'phonebook.xml': phonebook },
  entries: [{ menu: 'directory', file: 'menu.xml' }],
};
