import type { Definitions } from './kinds';

const VALUE = {
  found: 'text',
  type: 'type',
  attribute: 'attribute',
  most: 'number?',
  allowed: 'list?',
} as const;

/** A value that its attribute cannot have. */
const VALUES = {
  'invalid-value': { kind: 'row', params: VALUE },
  'invalid-value/text': { kind: 'row', params: VALUE },
  'invalid-value/list': { kind: 'row', params: VALUE },
  'invalid-value/labels': { kind: 'row', params: VALUE },
  'invalid-character': { kind: 'row', params: VALUE },
  'value-too-long': { kind: 'row', params: VALUE },
  'invalid-boolean': { kind: 'row', params: VALUE },
  'invalid-enumeration': { kind: 'row', params: VALUE },
  'invalid-mac': { kind: 'row', params: VALUE },
  'invalid-integer': { kind: 'row', params: VALUE },
  'invalid-decimal': { kind: 'row', params: VALUE },
  'invalid-decimal/digits': { kind: 'row', params: VALUE },
  'ambiguous-number': { kind: 'row', params: VALUE },
  'number-too-large': { kind: 'row', params: VALUE },
  'invalid-date': { kind: 'row', params: VALUE },
  'invalid-datetime': { kind: 'row', params: VALUE },
  'invalid-time': { kind: 'row', params: VALUE },
  'invalid-number': { kind: 'row', params: VALUE },
  'invalid-extension': { kind: 'row', params: VALUE },
  'invalid-email': { kind: 'row', params: VALUE },
  'several-emails': { kind: 'row', params: VALUE },
  'invalid-ip': { kind: 'row', params: VALUE },
  'spreadsheet-error': { kind: 'row', params: VALUE },
  'spreadsheet-formula': { kind: 'row', params: VALUE },
  'spreadsheet-number': { kind: 'row', params: VALUE },
  'spreadsheet-number/decimals': { kind: 'row', params: VALUE },
  'export-without-values': { kind: 'row', params: VALUE },
} as const satisfies Definitions;

export type ValueKey = keyof typeof VALUES;

/** What is wrong with an expression, or worth a warning, whatever the rows are. */
const EXPRESSIONS = {
  'expression-syntax': { kind: 'settings', params: { detail: 'coded' } },
  'expression-too-deep': { kind: 'settings' },
  'php-expression/chain': { kind: 'settings', params: { found: 'text' } },
  'php-expression/class': { kind: 'settings', params: { found: 'text' } },
  'php-expression/code': { kind: 'settings', params: { found: 'text' } },
  'php-expression/constant': { kind: 'settings', params: { found: 'text', near: 'text?' } },
  'php-expression/end': { kind: 'settings', params: { found: 'text' } },
  'php-expression/escape': { kind: 'settings' },
  'php-expression/exception': { kind: 'settings', params: { found: 'text' } },
  'php-expression/function': { kind: 'settings', params: { found: 'text', near: 'text?' } },
  'php-expression/global': { kind: 'settings', params: { found: 'text' } },
  'php-expression/include': { kind: 'settings', params: { found: 'text' } },
  'php-expression/isset': { kind: 'settings' },
  'php-expression/network': { kind: 'settings', params: { found: 'text' } },
  'php-expression/other': { kind: 'settings', params: { found: 'text' } },
  'php-expression/output': { kind: 'settings', params: { found: 'text' } },
  'php-expression/program': { kind: 'settings', params: { found: 'text' } },
  'php-expression/random': { kind: 'settings', params: { found: 'text' } },
  'php-expression/reference': { kind: 'settings' },
  'php-expression/static': { kind: 'settings', params: { found: 'text' } },
  'php-expression/ternary': { kind: 'settings' },
  'php-expression/twice': { kind: 'settings', params: { found: 'text' } },
  'php-expression/variable': { kind: 'settings' },
  'php-expression/write': { kind: 'settings' },
  'php-syntax': { kind: 'settings', params: { detail: 'text' } },
  'php-translated': { kind: 'settings', params: { expression: 'text' } },
  'function-not-allowed': { kind: 'settings', params: { name: ['eval', 'random', 'shuffle'] } },
  'unknown-function': {
    kind: 'settings',
    params: { name: 'text', near: 'text?', allowed: 'list' },
  },
  'name-of-function': { kind: 'settings', params: { name: 'text' } },
  'not-repeatable': { kind: 'settings', params: { name: 'text' } },
  'not-repeatable/php': { kind: 'settings', params: { name: 'text' } },
  'user-value-in-expression': { kind: 'settings', params: { name: 'text' } },
  'unknown-column': { kind: 'settings', params: { name: 'text', near: 'text?' } },
  'unknown-column/fields': { kind: 'settings', params: { name: 'text', near: 'text?' } },
  'unknown-variable/fields': { kind: 'settings', params: { name: 'text', near: 'text?' } },
  'unknown-country': { kind: 'settings', params: { country: 'text' } },
  'column-case': { kind: 'settings', params: { name: 'text', column: 'text' } },
  'unknown-variable/expression': {
    kind: 'settings',
    params: { name: 'text', isColumn: 'flag', near: 'text?' },
  },
} as const satisfies Definitions;

/** What is wrong with the syntax of an expression or template, inside the problem that says which. */
const SYNTAX_FAULTS = {
  'syntax-fault/equal': { kind: 'note' },
  'syntax-fault/not-equal': { kind: 'note' },
  'syntax-fault/and-or': { kind: 'note' },
  'syntax-fault/not': { kind: 'note' },
  'syntax-fault/quote': { kind: 'note' },
  'syntax-fault/escape': { kind: 'note', params: { found: 'text' } },
  'syntax-fault/backtick': { kind: 'note' },
  'syntax-fault/missing': { kind: 'note', params: { expected: 'text', found: 'text?' } },
  'syntax-fault/end': { kind: 'note' },
  'syntax-fault/assignment': { kind: 'note' },
  'syntax-fault/pattern': { kind: 'note' },
  'syntax-fault/semicolon': { kind: 'note' },
  'syntax-fault/closing': { kind: 'note', params: { found: 'text' } },
  'syntax-fault/between': { kind: 'note', params: { found: 'text' } },
  'syntax-fault/before': { kind: 'note', params: { found: 'text' } },
  'syntax-fault/other': { kind: 'note', params: { detail: 'text' } },
  'syntax-fault/other-block': { kind: 'note', params: { open: 'text', close: 'text' } },
  'syntax-fault/open-block': { kind: 'note' },
  'syntax-fault/no-block': { kind: 'note' },
  'syntax-fault/else': { kind: 'note' },
  'syntax-fault/braces-many': { kind: 'note' },
  'syntax-fault/brace-missing': { kind: 'note' },
  'syntax-fault/nothing-in-braces': { kind: 'note' },
  'syntax-fault/braces-open': { kind: 'note' },
  'syntax-fault/name': { kind: 'note' },
} as const satisfies Definitions;

/** What is wrong with the text of a template. */
const TEMPLATES = {
  'template-syntax': { kind: 'settings', params: { detail: 'coded' } },
  'template-syntax/escaped': { kind: 'settings' },
  'template-syntax/noncharacters': { kind: 'settings' },
  'template-syntax/too-long': { kind: 'settings', params: { length: 'number', most: 'number' } },
  'template-syntax/too-deep': {
    kind: 'settings',
    params: { most: 'number', of: ['blocks', 'helpers'] },
  },
  'template-syntax/one-value': { kind: 'settings', params: { name: 'text', count: 'number' } },
  'template-syntax/outside': { kind: 'settings', params: { name: 'text' } },
  'template-syntax/whole-row': { kind: 'settings', params: { name: 'text' } },
  'template-syntax/data': { kind: 'settings', params: { name: 'text', allowed: 'list' } },
  'template-partial': { kind: 'settings' },
  'unknown-helper': { kind: 'settings', params: { name: 'text', near: 'text?', allowed: 'list' } },
  'unknown-helper/block': { kind: 'settings', params: { name: 'text', near: 'text?' } },
  'unknown-helper/no-block': { kind: 'settings', params: { name: 'text' } },
  'unknown-helper/blanks': { kind: 'settings', params: { column: 'text' } },
  'unknown-variable': { kind: 'settings', params: { name: 'text', near: 'text?' } },
  'variable-case': {
    kind: 'settings',
    params: { name: 'text', variable: 'text', differs: ['case', 'invisibly'] },
  },
  'unknown-user-value': {
    kind: 'settings',
    params: { name: 'text', near: 'text?', allowed: 'list' },
  },
  'user-value-secret': { kind: 'settings', params: { name: 'text' } },
  'user-value-in-helper': { kind: 'settings', params: { name: 'text' } },
  'user-value-in-user': { kind: 'settings', params: { target: 'text' } },
  'user-value-without-user': { kind: 'settings', params: { target: 'text' } },
  'user-value-misplaced': { kind: 'settings', params: { target: 'text' } },
  'user-value-misplaced/name': { kind: 'settings' },
  'user-value-converted': { kind: 'settings', params: { name: 'text' } },
  'user-value-not-last': { kind: 'settings' },
} as const satisfies Definitions;

const FOUND = ['list', 'object', 'nothing', 'value'] as const;

/** What is odd about the document that a template renders to. */
const DOCUMENTS = {
  'template-error': { kind: 'settings', params: { detail: 'text' } },
  'rendered-too-long': {
    kind: 'settings',
    params: { most: 'number', of: ['values', 'characters'] },
  },
  'repaired-commas': { kind: 'settings' },
  'repaired-quotes': { kind: 'settings' },
  'invalid-json': {
    kind: 'row',
    params: { reason: 'coded', line: 'number?', column: 'number?' },
  },
  'invalid-json/template': { kind: 'row', params: { reason: 'coded', excerpt: 'text' } },
  'json-fault/escape': { kind: 'note' },
  'json-fault/incomplete': { kind: 'note' },
  'json-fault/too-deep': { kind: 'note', params: { most: 'number' } },
  'json-fault/unexpected': { kind: 'note', params: { found: 'text' } },
  /** Said of the code that it stands in for. */
  'in-some-rows': { kind: 'note', params: { found: 'coded' } },
  'invalid-document': { kind: 'settings', params: { found: FOUND } },
  'failed-structure': { kind: 'row' },
  'not-a-list': { kind: 'settings', params: { list: 'text', found: FOUND } },
  'not-a-list/post': { kind: 'settings', params: { found: FOUND } },
  'not-a-record': { kind: 'settings', params: { list: 'text', found: FOUND } },
  'unknown-list': {
    kind: 'settings',
    params: { name: 'text', isField: 'flag', near: 'text?', allowed: 'list' },
  },
  'unknown-list/secret': { kind: 'settings', params: { allowed: 'list' } },
  'unknown-field': { kind: 'settings', params: { type: 'type', name: 'text', near: 'text?' } },
  'unknown-field/secret': { kind: 'settings', params: { type: 'type' } },
  'unknown-field/list': { kind: 'settings', params: { type: 'type', name: 'text' } },
  'unknown-field/other-type': {
    kind: 'settings',
    params: { type: 'type', name: 'text', other: 'type' },
  },
  'unknown-field/pascom': { kind: 'settings', params: { type: 'type', name: 'text' } },
  'unknown-field/owner': { kind: 'settings', params: { type: 'type', name: 'text' } },
  'duplicate-field': { kind: 'settings', params: { name: 'text', target: 'text' } },
} as const satisfies Definitions;

const USERNAME = { columns: 'names', example: 'text', lacking: 'number' } as const;

/** What can stand for a user name that no column holds. */
const USERNAMES = {
  'username-proposal/email': { kind: 'note', params: USERNAME },
  'username-proposal/extension': { kind: 'note', params: USERNAME },
  'username-proposal/external-id': { kind: 'note', params: USERNAME },
  'username-proposal/made': { kind: 'note', params: USERNAME },
} as const satisfies Definitions;

/** What is wrong with the parts of a mapping as a whole, and with the columns that they are for. */
const PARTS = {
  'invalid-mapping': { kind: 'settings', params: { problems: 'lines' } },
  'setting-problem': { kind: 'note', params: { field: 'text', problem: 'coded' } },
  'empty-name': { kind: 'settings', params: { index: 'number' } },
  'empty-expression': { kind: 'settings', params: { name: 'text' } },
  'duplicate-variable': {
    kind: 'settings',
    params: { name: 'text', first: 'number', second: 'number' },
  },
  'unknown-attribute': {
    kind: 'settings',
    params: { type: 'type', name: 'text', near: 'text?', allowed: 'list' },
  },
  'no-fields': { kind: 'settings' },
  'no-key-field': { kind: 'settings', params: { attribute: 'attribute' } },
  'no-key-field/fields': { kind: 'settings', params: { attribute: 'attribute' } },
  'no-key-part': { kind: 'settings', params: { type: 'type', attribute: 'attribute' } },
  'no-key-column': { kind: 'settings', params: { attribute: 'attribute' } },
  'no-key-column/pinned': { kind: 'settings', params: { attribute: 'attribute' } },
  'pinned-column-missing': { kind: 'source', params: { column: 'text', targets: 'series' } },
  'attribute-of': { kind: 'note', params: { type: 'type', attribute: 'attribute' } },
  'preset-recognised': { kind: 'source', params: { name: 'words' } },
  'pinned-filter-column-missing': { kind: 'source', params: { columns: 'names' } },
  'column-new': { kind: 'source', params: { columns: 'names' } },
  'generated-beside-column': {
    kind: 'settings',
    params: { attribute: 'attribute', columns: 'names' },
  },
  'secret-in-filter': { kind: 'settings', params: { columns: 'names' } },
  'secret-in-filter/whole-row': { kind: 'settings' },
  'secret-in-condition': { kind: 'settings', params: { columns: 'names' } },
  'secret-column-shown': { kind: 'settings', params: { columns: 'names', target: 'text?' } },
  'secret-column-shown/stored': { kind: 'settings', params: { uses: 'causes' } },
  'column-fills': { kind: 'note', params: { columns: 'names', target: 'text?' } },
  'applied-as-before': { kind: 'note', params: { masked: 'flag' } },
} as const satisfies Definitions;

/** What mapping finds in single rows, and before the first of them. */
export const MAPPING = {
  ...VALUES,
  ...EXPRESSIONS,
  ...SYNTAX_FAULTS,
  ...TEMPLATES,
  ...DOCUMENTS,
  ...PARTS,
  ...USERNAMES,
  'value-too-long/expression': { kind: 'row', params: { most: 'number' } },
  'several-values': { kind: 'row', params: { type: 'type', attribute: 'attribute' } },
  'too-few-fields': { kind: 'row', traits: ['keyless'], params: { column: 'text' } },
  'row-undecided': { kind: 'row', params: { columns: 'names', by: ['filter', 'template'] } },
  'missing-key/user': {
    kind: 'row',
    traits: ['keyless'],
    params: { attribute: 'attribute', column: 'text' },
  },
  'mapping-error': { kind: 'row', params: { kind: 'text' } },
  'expression-error': {
    kind: 'row',
    params: { line: 'number?', column: 'number?', detail: 'text' },
  },
  'expression-error/too-deep': { kind: 'row' },
  'expression-error/secret': { kind: 'row' },
  'expression-result': { kind: 'settings' },
  'expression-result/too-deep': { kind: 'settings', params: { most: 'number' } },
  'expression-result/not-finite': { kind: 'row', params: { value: 'text' } },
  'filter-not-boolean': { kind: 'settings', params: { what: ['string', 'number', 'object'] } },
  'too-many-records-in-row': { kind: 'row', params: { count: 'number', most: 'number' } },
} as const satisfies Definitions;
