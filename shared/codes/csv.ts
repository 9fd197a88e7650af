import type { Definitions } from './kinds';

const FOUND_IN_LINES = { count: 'number', first: 'number' } as const;
const SEPARATORS = { set: 'coded', found: 'coded' } as const;

/** Answers of a server that is busy or about to come back. */
const PASSING = [429, 502, 503, 504];

/** Why a workbook cannot be read, and what is odd about one that can. */
const WORKBOOK = {
  'empty-file/workbook': { kind: 'source' },
  'encrypted-workbook': { kind: 'source' },
  'damaged-workbook': {
    kind: 'source',
    params: { why: ['archive', 'xml', 'part'], what: 'text?' },
  },
  'workbook-too-large': {
    kind: 'source',
    params: {
      what: ['entries', 'bytes', 'packed', 'texts', 'cells', 'rows', 'merged'],
      most: 'number',
    },
  },
  'sheet-not-found': { kind: 'settings', params: { sheet: 'text', sheets: 'names' } },
  'sheet-found': { kind: 'source', params: { sheet: 'text', others: 'names' } },
  'hidden-rows': { kind: 'source', params: FOUND_IN_LINES },
  'cell-error': { kind: 'row', params: { found: 'text' } },
  'formula-without-value': { kind: 'row' },
} as const satisfies Definitions;

/** Why a file cannot be fetched, read or divided into rows, and what is odd about one that can. */
export const CSV = {
  'invalid-address/file': {
    kind: 'settings',
    traits: ['delivery'],
    params: { why: ['noAddress', 'scheme', 'credentials', 'host'], protocol: 'text' },
  },
  'address-blocked/file': { kind: 'settings', traits: ['delivery'], params: { host: 'text' } },
  'untrusted-certificate/file': {
    kind: 'settings',
    traits: ['delivery'],
    params: { host: 'text', code: 'text' },
  },
  'host-not-found/file': { kind: 'settings', traits: ['delivery'], params: { host: 'text' } },
  'connection-failed/tls': {
    kind: 'settings',
    traits: ['delivery'],
    params: { host: 'text', code: 'text' },
  },
  'connection-failed/file': {
    kind: 'source',
    traits: ['delivery'],
    retry: true,
    params: { host: 'text', code: 'text?' },
  },
  'insecure-redirect': { kind: 'settings', traits: ['delivery'], params: { address: 'text' } },
  'too-many-redirects': {
    kind: 'settings',
    traits: ['delivery'],
    params: { address: 'text', most: 'number' },
  },
  'http-status': {
    kind: 'source',
    traits: ['delivery'],
    retry: ({ status }) => PASSING.includes(Number(status)),
    params: { address: 'text', status: 'number', name: 'text?', ofServer: 'flag' },
  },
  'file-too-large': { kind: 'settings', traits: ['delivery'], params: { limit: 'number' } },
  'incomplete-download': { kind: 'source', traits: ['delivery'], retry: true },
  'unsupported-encoding': { kind: 'source', traits: ['delivery'], params: { encoding: 'text' } },
  'damaged-gzip': { kind: 'source', traits: ['delivery'] },
  'download-timeout': {
    kind: 'source',
    traits: ['delivery'],
    params: { host: 'text', seconds: 'number' },
  },
  'invalid-allowed-host': { kind: 'settings', params: { entry: 'text' } },
  'disk-error': { kind: 'system', traits: ['delivery'], params: { code: 'text' } },

  'no-file': { kind: 'settings' },
  'file-not-found': { kind: 'source' },
  'file-unreadable': { kind: 'system', params: { code: 'text' } },
  'canceled/reading': { kind: 'system' },
  'not-modified/preview': { kind: 'source' },
  'empty-file/csv': { kind: 'source' },
  'binary-file': {
    kind: 'source',
    params: {
      what: [
        'zip',
        'excel',
        'excelBinary',
        'excelXml',
        'word',
        'powerPoint',
        'openDocument',
        'flatOpenDocument',
        'numbers',
        'pdf',
        'gzip',
        'rtf',
        'sevenZip',
        'png',
        'jpeg',
        'sqlite',
      ],
    },
  },
  'binary-file/nul': { kind: 'source', params: { line: 'number' } },
  'html-page': { kind: 'source', traits: ['delivery'] },
  'unknown-encoding': { kind: 'settings', params: { encoding: 'text' } },
  'encoding-mismatch': { kind: 'source', params: { encoding: 'text', line: 'number' } },
  'encoding-mismatch/beginning': {
    kind: 'settings',
    params: { encoding: 'text', found: 'text' },
  },
  'file-truncated': { kind: 'source', params: { line: 'number' } },
  'file-truncated/card': { kind: 'source', params: { line: 'number' } },
  'file-truncated/character': { kind: 'source' },
  'wrong-line-separator': { kind: 'settings', params: SEPARATORS },
  'wrong-delimiter': {
    kind: 'settings',
    params: { line: 'number', ...SEPARATORS, columns: 'number' },
  },
  'wrong-enclosure': {
    kind: 'settings',
    params: { line: 'number', set: 'text?', found: 'text' },
  },
  ...WORKBOOK,
  'no-header': { kind: 'settings', params: { line: 'number' } },
  'no-rows/csv': { kind: 'source', params: { line: 'number' } },
  'malformed-quote': { kind: 'row' },
  'malformed-quote/header': { kind: 'source', params: { line: 'number', column: 'number' } },
  'empty-header': {
    kind: 'source',
    params: { line: 'number', columns: 'numbers', count: 'number', all: 'number' },
  },
  'empty-header/last': {
    kind: 'source',
    params: { line: 'number', count: 'number', other: 'number?' },
  },
  'duplicate-header': {
    kind: 'source',
    traits: ['rowValues'],
    params: { line: 'number', names: 'series' },
  },
  'uneven-rows': {
    kind: 'source',
    params: {
      wrong: 'number',
      all: 'number',
      columns: 'number',
      lines: 'numbers',
      other: 'number?',
    },
  },
  'unclosed-quote': { kind: 'source', params: { line: 'number', enclosure: 'text' } },
  'record-too-long/sheet': { kind: 'source', params: { line: 'number', most: 'number' } },
  'record-too-long': { kind: 'source', params: { line: 'number', most: 'number' } },
  'too-many-fields': { kind: 'row', params: { found: 'number', expected: 'number' } },
  'too-few-fields/row': {
    kind: 'row',
    traits: ['keyless'],
    params: { found: 'number', missing: 'list' },
  },

  'encoding-unsure': {
    kind: 'source',
    traits: ['rowValues'],
    params: { encoding: 'text', samples: 'causes' },
  },
  'mixed-encodings': { kind: 'source', params: { ...FOUND_IN_LINES, encoding: 'text' } },
  'header-found': { kind: 'source', params: { line: 'number', names: 'names' } },
  'unnamed-columns': {
    kind: 'source',
    params: { line: 'number', columns: 'numbers', count: 'number', names: 'names' },
  },
  'header-looks-like-data': {
    kind: 'source',
    traits: ['rowValues'],
    params: { line: 'number', cells: 'series', more: 'flag' },
  },
  'other-header-row': { kind: 'settings', params: { line: 'number', other: 'number' } },
  'whole-lines-quoted': { kind: 'source' },
  'whole-lines-quoted/some': { kind: 'source', params: FOUND_IN_LINES },
  'repeated-header': { kind: 'source', params: FOUND_IN_LINES },
  'line-of-dashes': { kind: 'source', params: FOUND_IN_LINES },
  'lines-below-table': { kind: 'source', params: FOUND_IN_LINES },
  'correction-outdated': { kind: 'source', params: { row: 'number' } },
  'correction-outdated/several': {
    kind: 'source',
    params: { row: 'number', count: 'number' },
  },
  'cells-not-given': { kind: 'source', params: { ...FOUND_IN_LINES, names: 'names' } },
  'referrals-ignored': { kind: 'source', params: { count: 'number', servers: 'list' } },
} as const satisfies Definitions;

/** What stands inside them. */
export const CSV_NOTES = {
  'separator-name': {
    kind: 'note',
    params: { which: ['tab', 'lf', 'crlf', 'cr', 'text'], text: 'text' },
  },
  'repeated-column': {
    kind: 'note',
    params: { name: 'text', columns: 'numbers' },
  },
  'read-in-encoding': { kind: 'note', params: { encoding: 'text', words: 'names?' } },
  'cell-of-kind': {
    kind: 'note',
    params: { column: 'number', what: ['number', 'date', 'time', 'mail', 'address'] },
  },
} as const satisfies Definitions;
