import type { RecordType } from './records';

/** What expressions may call besides JSONata's own functions, with their arguments. */
export const OWN_FUNCTIONS = {
  e164: '(number, country)',
  mac: '(text)',
  transliterate: '(text)',
  login: '(part, …)',
  first: '(list)',
  splitList: '(text)',
  hash: '(text)',
  cn: '(name)',
  is: '(value, text or texts)',
  has: '(value, part or parts)',
  startsWith: '(value, beginning)',
  endsWith: '(value, end)',
  atLeast: '(value, number)',
  atMost: '(value, number)',
  isEmpty: '(value)',
} as const;

/** JSONata's own functions that expressions may call, with their arguments; `?` marks what may be left out. */
export const JSONATA_FUNCTIONS = {
  abs: '(number)',
  append: '(list, list)',
  assert: '(condition, message?)',
  average: '(numbers)',
  base64decode: '(text)',
  base64encode: '(text)',
  boolean: '(value)',
  ceil: '(number)',
  clone: '(object)',
  contains: '(text, part)',
  count: '(list)',
  decodeUrl: '(text)',
  decodeUrlComponent: '(text)',
  distinct: '(list)',
  each: '(object, function)',
  encodeUrl: '(text)',
  encodeUrlComponent: '(text)',
  error: '(message?)',
  exists: '(value)',
  filter: '(list, function)',
  floor: '(number)',
  formatBase: '(number, base?)',
  formatInteger: '(number, picture)',
  formatNumber: '(number, picture, options?)',
  fromMillis: '(milliseconds, picture?, timezone?)',
  join: '(list, separator?)',
  keys: '(object)',
  length: '(text)',
  lookup: '(object, name)',
  lowercase: '(text)',
  map: '(list, function)',
  match: '(text, /pattern/, limit?)',
  max: '(numbers)',
  merge: '(objects)',
  millis: '()',
  min: '(numbers)',
  not: '(value)',
  now: '(picture?, timezone?)',
  number: '(value)',
  pad: '(text, width, character?)',
  parseInteger: '(text, picture)',
  power: '(base, exponent)',
  reduce: '(list, function, start?)',
  replace: '(text, part, replacement, limit?)',
  reverse: '(list)',
  round: '(number, digits?)',
  sift: '(object, function)',
  single: '(list, function)',
  sort: '(list, function?)',
  split: '(text, separator, limit?)',
  spread: '(object)',
  sqrt: '(number)',
  string: '(value)',
  substring: '(text, start, length?)',
  substringAfter: '(text, part)',
  substringBefore: '(text, part)',
  sum: '(numbers)',
  toMillis: '(time, picture?)',
  trim: '(text)',
  type: '(value)',
  uppercase: '(text)',
  zip: '(list, …)',
} as const;

/** What a template may call, with its arguments. */
export const TEMPLATE_HELPERS = {
  and: 'a b …',
  capitalize: 'text',
  cut: 'text from length?',
  default: 'value otherwise',
  e164: 'number country',
  eq: 'a b',
  first: 'list',
  join: 'list separator?',
  list: 'value …',
  login: 'part …',
  lower: 'text',
  map: 'value from to … otherwise?',
  ne: 'a b',
  not: 'value',
  number: 'value',
  opposite: 'yes or no',
  or: 'a b …',
  part: 'list number',
  split: 'text separator',
  trim: 'text',
  upper: 'text',
} as const;

/** Blocks of a template: `{{#if x}}…{{/if}}`. */
export const TEMPLATE_BLOCKS = ['if', 'unless', 'each', 'with'] as const;

/** What the records of a list in a template's document are. */
export interface ListDefinition {
  type: RecordType;
  /** For phones: their kind, where the record itself does not say. */
  kind?: 'desk' | 'softphone';
}

/** The lists of a template's document: those of pascom's grammar and our own names for the same. */
export const TEMPLATE_LISTS: Readonly<Record<string, ListDefinition>> = {
  user: { type: 'user' },
  identity: { type: 'user' },
  phonebookEntry: { type: 'phonebookEntry' },
  phonebook: { type: 'phonebookEntry' },
  phone: { type: 'phone', kind: 'desk' },
  ipphone: { type: 'phone', kind: 'desk' },
  'ipdevice.mdsoftphone': { type: 'phone', kind: 'softphone' },
  'ipphone.mdsoftphone': { type: 'phone', kind: 'softphone' },
};

export type OwnFunction = keyof typeof OWN_FUNCTIONS;
export type JsonataFunction = keyof typeof JSONATA_FUNCTIONS;
export type TemplateBlock = (typeof TEMPLATE_BLOCKS)[number];
export type TemplateHelper = keyof typeof TEMPLATE_HELPERS;
