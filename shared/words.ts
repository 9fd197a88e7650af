import type { RecordType } from './records';

/** What people call the types. */
export const TYPE_WORDS: Record<RecordType, string> = {
  user: 'user',
  phonebookEntry: 'phonebook entry',
  phone: 'phone',
};

/** An attribute's name in words, such as `external id`. */
export const attributeWords = (attribute: string): string =>
  attribute === 'mac' ? 'MAC address' : attribute.replace(/[A-Z]/g, (c) => ` ${c.toLowerCase()}`);

/** An attribute of a record in words, such as `the MAC address of a phone`. */
export const attributeOf = (type: RecordType, attribute: string): string =>
  `the ${attributeWords(attribute)} of a ${TYPE_WORDS[type]}`;
