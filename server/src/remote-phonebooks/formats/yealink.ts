import type { WholeDocument, PhonebookFormatDefinition } from '../types';
import { element, leaf, XML_TYPE, xmlDocument } from '../xml';
import { MOST_AT_ONCE, typedSearch } from './typed-search';

/**
 * The phone reads all of it at once, and asks anew with what somebody types where the address has `#SEARCH`.
 *
 * Yealink's own guides were to be had without this part. Sources: Matrix, "SPARSH VP110 User Guide" (a Yealink by another name), Remote XML Phone Book: `xxxIPPhoneDirectory`
 * with a `DirectoryEntry` for each contact; `Name`, a `Telephone` for each number and its `label` as FusionPBX and
 * wazo-phoned send them; `#SEARCH` as wazo-provd-plugins (wazo_yealink) put it into the address.
 */
const phonebook: WholeDocument = {
  contentType: XML_TYPE,
  most: MOST_AT_ONCE,
  searchOf: typedSearch,
  render: ({ title, words }, contacts) =>
    xmlDocument(
      element('YealinkIPPhoneDirectory', [
        leaf('Title', title),
        ...contacts.map(({ name, numbers }) =>
          element('DirectoryEntry', [
            leaf('Name', name),
            ...numbers.map(({ kind, number }) =>
              leaf('Telephone', number, { label: words.kinds[kind] })
            ),
          ])
        ),
      ])
    ),
};

export const yealink: PhonebookFormatDefinition = {
  documents: { 'phonebook.xml': phonebook },
  entries: [{ menu: 'phonebook', file: 'phonebook.xml', suffix: '?q=#SEARCH' }],
};
