import type { Definitions } from './kinds';

/** What was found in the place of a value that fits. */
const FOUND = {
  found: ['nothing', 'list', 'object', 'hidden', 'text', 'other'],
  value: 'text?',
  count: 'number?',
} as const;

/** What is wrong with a value of a request, a profile or the plugin's options, by the shape that it must have. */
const SHAPES = {
  'invalid-value/setting': { kind: 'settings', params: { ...FOUND, expected: 'coded' } },
  'invalid-value/unknown-name': { kind: 'settings' },
  'invalid-value/profile-name': { kind: 'settings' },
  'invalid-value/number-prefix': { kind: 'settings' },
  'invalid-value/compound-key': {
    kind: 'settings',
    params: { single: 'names', parts: 'list' },
  },
  'invalid-value/enclosure': { kind: 'settings' },
  'invalid-value/header-row': { kind: 'settings' },
  'invalid-value/secret': { kind: 'settings' },
  'invalid-value/client-key': { kind: 'settings' },
  'invalid-value/bind-password': { kind: 'settings' },
  'invalid-value/conversion': { kind: 'settings' },
  'invalid-value/field-source': { kind: 'settings' },
  'invalid-value/second-user': { kind: 'settings' },
  'invalid-value/source-type': { kind: 'settings', params: { types: 'names' } },
  'invalid-value/row-count': { kind: 'settings' },
  'invalid-value/remove-after-days': { kind: 'settings' },
  'invalid-value/id': { kind: 'settings' },
  'invalid-value/idempotency-key': { kind: 'settings' },
  'invalid-value/login': { kind: 'settings' },
  'invalid-value/attribute-name': { kind: 'settings' },
  'invalid-value/correction': { kind: 'settings' },
  'invalid-value/profile-or-draft': { kind: 'settings' },
  'invalid-value/confirmation': {
    kind: 'settings',
    params: { profile: 'text', why: ['replace', 'removal', 'limits'] },
  },
  'invalid-value/one-file': { kind: 'settings', params: { count: 'number' } },
  'invalid-value/no-text': { kind: 'settings' },
  'invalid-value/no-list': { kind: 'settings' },
  'invalid-value/no-labels': { kind: 'settings' },
  'invalid-value/matched': { kind: 'conflict', params: { profile: 'text' } },
} as const satisfies Definitions;

const SECRET = {
  secret: ['password', 'token', 'bindPassword', 'clientKey', 'query', 'setting'],
  /** Of a setting that another plugin brings. */
  name: 'text?',
} as const;

/** What is wrong with the settings of a profile, found without reading its source. */
export const SETTINGS = {
  ...SHAPES,
  'name-taken': { kind: 'settings', params: { name: 'text' } },
  'secret-missing': { kind: 'settings', params: SECRET },
  'secret-missing/moved': { kind: 'settings', params: { ...SECRET, from: 'list', to: 'list' } },
  'secret-missing/source': { kind: 'settings', params: SECRET },
  'secret-missing/trust': { kind: 'settings', params: SECRET },
  'secret-missing/other-key': { kind: 'settings' },
  'invalid-address/setting': {
    kind: 'settings',
    params: { why: ['noAddress', 'scheme', 'credentials', 'host'], found: 'text' },
  },
  'invalid-address/server': { kind: 'settings', params: { found: 'text' } },
  'invalid-delimiter': { kind: 'settings' },
  'same-as-delimiter': { kind: 'settings', params: { found: 'text' } },
  'invalid-certificate': { kind: 'settings', params: { several: 'flag' } },
  'duplicate-variable': {
    kind: 'settings',
    params: { name: 'text', first: 'number', second: 'number' },
  },
  'invalid-character/setting': { kind: 'settings' },
  'invalid-range': { kind: 'settings', params: { from: 'number', to: 'number' } },
  'schedule-not-for-push': { kind: 'settings' },
  'schedule-not-for-replace': { kind: 'settings' },
  'invalid-cron': { kind: 'settings', params: { found: 'text?', part: 'text?' } },
  'invalid-timezone': { kind: 'settings', params: { found: 'text' } },
  'never-due': { kind: 'settings', params: { found: 'text' } },
  'setting-fixed': { kind: 'settings' },

  'fallback-not-encrypted/setting': { kind: 'settings', params: { server: 'text' } },
  'start-tls-not-needed': { kind: 'settings', params: { server: 'text' } },
  'bind-dn-missing': { kind: 'settings' },
  'bind-dn-not-used': { kind: 'settings', params: { bind: ['anonymous', 'certificate'] } },
  'client-certificate-missing': { kind: 'settings' },
  'key-does-not-match': { kind: 'settings' },
  'invalid-key': { kind: 'settings' },
  'invalid-attribute': { kind: 'settings', params: { found: 'text' } },
  'invalid-attribute/dn': { kind: 'settings' },
  'base-dn-missing': { kind: 'settings' },
  'invalid-dn': { kind: 'settings', params: { reason: 'coded' } },
  'filter-syntax/setting': { kind: 'settings', params: { reason: 'coded' } },
  'unsupported-matching-rule': { kind: 'settings', params: { rule: 'text' } },
} as const satisfies Definitions;

const UNEXPECTED = { found: 'text?' } as const;

/** What stands inside them. */
export const SETTINGS_NOTES = {
  'expected-type': {
    kind: 'note',
    params: {
      type: ['string', 'number', 'int', 'boolean', 'array', 'object', 'record', 'other'],
    },
  },
  'expected-size': {
    kind: 'note',
    params: {
      which: ['least', 'most'],
      of: ['string', 'array', 'number'],
      bound: 'number',
    },
  },
  'expected-one-of': { kind: 'note', params: { allowed: 'names', count: 'number' } },
  'expected-email': { kind: 'note' },
  'expected-form': { kind: 'note', params: { form: 'text' } },
  'expected-other': { kind: 'note' },

  'syntax-unexpected/filter': {
    kind: 'note',
    params: {
      ...UNEXPECTED,
      expected: [
        'filter',
        'end',
        'open',
        'close',
        'openOrClose',
        'attribute',
        'openOrAttribute',
        'operator',
        'assignment',
        'attributeOrRule',
      ],
      hint: ['none', 'several', 'notOpen', 'asterisk', 'parenthesis'],
    },
  },
  'syntax-unexpected/dn': {
    kind: 'note',
    params: {
      ...UNEXPECTED,
      expected: ['separator', 'attribute', 'equals', 'hexadecimal', 'quote'],
      escape: 'flag',
    },
  },
  'syntax-escape/filter': { kind: 'note', params: UNEXPECTED },
  'syntax-escape/dn': { kind: 'note', params: UNEXPECTED },
  'syntax-too-long': { kind: 'note', params: { count: 'number', most: 'number' } },
  'syntax-too-deep': { kind: 'note', params: { most: 'number' } },
  'syntax-nul': { kind: 'note' },
} as const satisfies Definitions;
