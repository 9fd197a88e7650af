import { namesOf } from '../contacts';
import type { WholeDocument, NumberKind, PhonebookFormatDefinition } from '../types';
import { element, leaf, XML_TYPE, xmlDocument } from '../xml';
import { typedSearch } from './typed-search';

/** What the larger models hold; smaller ones keep the first ones. */
const MOST = 2000;

/** The first account; the guide counts them from 0. */
const ACCOUNT = 0;

const TYPES: Readonly<Record<NumberKind, string>> = {
  extension: 'Work',
  work: 'Work',
  mobile: 'Mobile',
  home: 'Home',
};

/**
 * The phone adds `/phonebook.xml` to the address that it is given, downloads all and keeps it.
 *
 * Sources: Grandstream, "GXP Series – XML Phonebook Guide" and "GXP17xx XML Based Downloadable Phonebook Guide",
 * tables 1 to 4: `AddressBook` has one `version` and a `Contact` for each, which has `FirstName` or `LastName` or
 * both, and a `Phone` for each number with the attribute `type` (Work, Home, Mobile, …) around `phonenumber` and
 * `accountindex`, which are mandatory; "WP820 – XML Phonebook Guide": 1,000 records there.
 */
const phonebook: WholeDocument = {
  contentType: XML_TYPE,
  most: MOST,
  searchOf: typedSearch,
  render: (_request, contacts) =>
    xmlDocument(
      element('AddressBook', [
        leaf('version', 1),
        ...contacts.map((contact) => {
          const { first, last } = namesOf(contact);
          return element('Contact', [
            ...(first === '' ? [] : [leaf('FirstName', first)]),
            leaf('LastName', last),
            ...contact.numbers.map(({ kind, number }) =>
              element('Phone', [leaf('phonenumber', number), leaf('accountindex', ACCOUNT)], {
                type: TYPES[kind],
              })
            ),
          ]);
        }),
      ])
    ),
};

export const grandstream: PhonebookFormatDefinition = {
  documents: { 'phonebook.xml': phonebook },
  entries: [{ menu: 'phonebook', file: '' }],
};
