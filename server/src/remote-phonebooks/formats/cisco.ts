import { pageOf } from '../lines';
import type {
  FixedDocument,
  PagedDocument,
  PhoneRequest,
  PhonebookFormatDefinition,
} from '../types';
import { element, leaf, shortened, XML_TYPE, xmlDocument } from '../xml';
import { pageFile, searchQuery } from './pages';
import { typedSearch } from './typed-search';

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

const nobody = (request: PhoneRequest): string =>
  element('CiscoIPPhoneText', [
    ...header(request, typedSearch(request).text ?? request.words.everybody),
    leaf('Text', request.words.nobody),
  ]);

/** Keys of a page's own take the place of all of the phone's, which are given again. */
const phonebook: PagedDocument = {
  contentType: XML_TYPE,
  mostLines: MOST_ENTRIES,
  searchOf: typedSearch,
  render: (request, surroundings) => {
    const { words, addressOf } = request;
    const { lines, next, back } = pageOf(request, surroundings, MOST_ENTRIES);
    if (lines.length === 0) return xmlDocument(nobody(request));
    const query = searchQuery(request);
    const page = (start: number) => addressOf(pageFile('phonebook', start), query);
    return xmlDocument(
      element('CiscoIPPhoneDirectory', [
        ...header(request, typedSearch(request).text ?? words.everybody),
        ...lines.map(({ name, number }) =>
          element('DirectoryEntry', [leaf('Name', name), leaf('Telephone', number)])
        ),
        key(1, words.dial, 'SoftKey:Dial'),
        ...(back === null ? [] : [key(2, words.back, page(back))]),
        key(3, words.exit, 'SoftKey:Exit'),
        ...(next === null ? [] : [key(4, words.next, page(next))]),
        key(5, words.edit, 'SoftKey:EditDial'),
      ])
    );
  },
};

/**
 * A menu with a search and all entries, page by page.
 *
 * Source: Cisco, "Cisco Unified IP Phone Services Application Development Notes" (OL-20949-01), chapter 3: the
 * objects and the order of their elements, 32 entries of a directory, "Custom Directories" with a text for messages; the
 * same (OL-22505-01), "Custom Softkeys": "If any custom softkeys are defined in the XML object, then all default softkeys
 * are removed". Where keys are, as wazo-phoned has them.
 */
export const cisco: PhonebookFormatDefinition = {
  documents: { 'menu.xml': menu, 'search.xml': search, 'phonebook.xml': phonebook },
  entries: [{ menu: 'directory', file: 'menu.xml' }],
};
