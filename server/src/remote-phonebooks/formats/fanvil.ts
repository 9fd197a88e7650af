import { numberOf } from '../contacts';
import type { Contact, WholeDocument, PhonebookFormatDefinition } from '../types';
import { element, leaf, XML_TYPE, xmlDocument } from '../xml';
import { MOST_AT_ONCE, typedSearch } from './typed-search';

/** One number has a place of its own, and what is left of them the last. */
const placesOf = (contact: Contact): { telephone: string; mobile: string; other: string } => {
  const telephone = numberOf(contact, 'extension', 'work');
  const mobile = numberOf(contact, 'mobile');
  const rest = contact.numbers.find(({ number }) => number !== telephone && number !== mobile);
  return { telephone, mobile, other: rest?.number ?? '' };
};

/**
 * The phone reads all of it at once, and searches by itself.
 *
 * No document of Fanvil's about this file was to be had; its "XML Operation Guide" is about the XML browser. Sources: the fields `Name`, `Telephone`, `Mobile` and `Other` of a
 * `DirectoryEntry` below `FanvilIPPhoneDirectory` as FusionPBX (provision/fanvil) and wazo-phoned send them.
 */
const phonebook: WholeDocument = {
  contentType: XML_TYPE,
  most: MOST_AT_ONCE,
  searchOf: typedSearch,
  render: ({ title }, contacts) =>
    xmlDocument(
      element('FanvilIPPhoneDirectory', [
        leaf('Title', title),
        ...contacts.map((contact) => {
          const { telephone, mobile, other } = placesOf(contact);
          return element('DirectoryEntry', [
            leaf('Name', contact.name),
            leaf('Telephone', telephone),
            leaf('Mobile', mobile),
            leaf('Other', other),
          ]);
        }),
      ])
    ),
};

export const fanvil: PhonebookFormatDefinition = {
  documents: { 'phonebook.xml': phonebook },
  entries: [{ menu: 'phonebook', file: 'phonebook.xml' }],
};
