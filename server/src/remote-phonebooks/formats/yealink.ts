import type { ListDocument, PhonebookFormatDefinition } from '../types';
import { element, leaf, XML_TYPE, xmlDocument } from '../xml';
import { MOST_AT_ONCE, wholeBook } from './whole-book';

/**
 * The phone reads all of it at once, and asks anew with what somebody types where the address has `#SEARCH`.
 *
 * Sources: Yealink, "Administrator's Guide for SIP-T2/T4/T5 IP Phones", Remote Phone Book
 * (`<YealinkIPPhoneDirectory>`, one `<DirectoryEntry>` for each contact, with a `<Name>` and a `<Telephone>` for
 * each number); `#SEARCH` and `label` as wazo-provd-plugins (wazo_yealink) and phone systems use them.
 */
const phonebook: ListDocument = {
  ...wholeBook(MOST_AT_ONCE),
  contentType: XML_TYPE,
  render: ({ title, words }, { contacts }) =>
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
