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

/** What mapping finds in single rows. */
export const MAPPING = {
  ...VALUES,
  'value-too-long/expression': { kind: 'row', params: { most: 'number' } },
  'several-values': { kind: 'row', params: { type: 'type', attribute: 'attribute' } },
  'too-few-fields': { kind: 'row', params: { column: 'text' } },
  'row-undecided': { kind: 'row', params: { columns: 'names', by: ['filter', 'template'] } },
  'missing-key/user': { kind: 'row', params: { attribute: 'attribute', column: 'text' } },
  'invalid-json': {
    kind: 'row',
    params: { reason: 'text', line: 'number', column: 'number' },
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
