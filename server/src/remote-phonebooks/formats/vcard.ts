import { namesOf } from '../contacts';
import type { Contact, WholeDocument, NumberKind, PhonebookFormatDefinition } from '../types';
import { MOST_AT_ONCE, typedSearch } from './typed-search';

const TYPES: Readonly<Record<NumberKind, string>> = {
  extension: 'WORK,VOICE',
  work: 'WORK,VOICE',
  mobile: 'CELL,VOICE',
  home: 'HOME,VOICE',
};

/** RFC 2426 § 2.6: a line has at most 75 characters; here octets, as RFC 6350 § 3.2 has it. */
const MOST_OCTETS = 75;

const escaped = (text: string): string => text.replace(/[\\;,]/g, '\\$&').replace(/\n/g, '\\n');

/** A line as several, none of which ends within a character. */
export const folded = (line: string): string => {
  const lines: string[] = [];
  let current = '';
  let octets = 0;
  for (const character of line) {
    const own = Buffer.byteLength(character);
    if (octets + own > MOST_OCTETS) {
      lines.push(current);
      // What goes on begins with a blank, which counts.
      [current, octets] = ['', 1];
    }
    current += character;
    octets += own;
  }
  return [...lines, current].join('\r\n ');
};

const cardOf = (contact: Contact): string[] => {
  const { first, last } = namesOf(contact);
  const { id, name, organisation, email, numbers } = contact;
  return [
    'BEGIN:VCARD',
    'VERSION:3.0',
    `UID:${escaped(id)}`,
    `N:${escaped(last)};${escaped(first)};;;`,
    `FN:${escaped(name)}`,
    ...(organisation === '' ? [] : [`ORG:${escaped(organisation)}`]),
    ...numbers.map(({ kind, number }) => `TEL;TYPE=${TYPES[kind]}:${escaped(number)}`),
    ...(email === '' ? [] : [`EMAIL;TYPE=INTERNET:${escaped(email)}`]),
    'END:VCARD',
  ];
};

const phonebook: WholeDocument = {
  contentType: 'text/vcard; charset=utf-8',
  most: MOST_AT_ONCE,
  searchOf: typedSearch,
  render: (_request, contacts) =>
    contacts
      .flatMap(cardOf)
      .map((line) => `${folded(line)}\r\n`)
      .join(''),
};

/** Cards of version 3.0, which phones and programs read that do not know 4.0. Source: RFC 2426. */
export const vcard: PhonebookFormatDefinition = {
  documents: { 'phonebook.vcf': phonebook },
  entries: [{ menu: 'phonebook', file: 'phonebook.vcf' }],
};
