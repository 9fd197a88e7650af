import type {
  ConditionTest,
  PhonebookAccess,
  PhonebookFormat,
} from '../../../../shared/contracts/remote-phonebooks';
import type { Language } from '../../../../shared/languages';
import { textTable } from '../../hooks/useText';

/** What a vendor's phones are called; names are the same in every language. */
export const FORMAT_NAMES: Readonly<Record<Exclude<PhonebookFormat, 'vcard'>, string>> = {
  yealink: 'Yealink',
  snom: 'Snom',
  grandstream: 'Grandstream',
  fanvil: 'Fanvil',
  cisco: 'Cisco',
  gigaset: 'Gigaset',
};

export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = {
  en: 'English',
  de: 'Deutsch',
  fr: 'Français',
  es: 'Español',
};

/** What most phones of a vendor can. */
export const USUAL_ACCESS: Readonly<Record<PhonebookFormat, PhonebookAccess>> = {
  yealink: 'basic',
  snom: 'basic',
  grandstream: 'basic',
  fanvil: 'basic',
  cisco: 'token',
  gigaset: 'token',
  vcard: 'basic',
};

/** Where in a phone's own pages an address is typed, by what it is for. */
export const MENUS = textTable<Record<string, string>>('phonebooks.menu', {
  'yealink-phonebook': 'Directory › Remote Phone Book › Remote URL',
  'snom-browser': 'Function Keys › a key of the type “Action URL”, or the Directory key',
  'snom-download': 'Directory › Remote XML Directory (firmware 10.1.178 and later)',
  'grandstream-phonebook':
    'Phonebook › Phonebook Management › Phonebook XML Server Path; without http:// or https://, which is chosen beside it',
  'fanvil-phonebook': 'Phonebook › Cloud phonebook › XML',
  'cisco-directory':
    'Voice › Phone › XML Service › XML Directory Service URL; with a CallManager: URL Directories',
  'gigaset-online': 'Settings › Online Directories › XML (server address)',
  'gigaset-central': 'Settings › Online Directories › Central Phonebook (N610, N670, N870)',
  'vcard-phonebook': 'Wherever the phone or program takes the address of a .vcf file',
});

export const TESTS = textTable<Record<ConditionTest, string>>('phonebooks.test', {
  is: 'is',
  isNot: 'is not',
  contains: 'contains',
  doesNotContain: 'does not contain',
  startsWith: 'begins with',
  isEmpty: 'is empty',
  isNotEmpty: 'is not empty',
});
