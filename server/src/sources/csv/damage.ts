import { SourceError } from '../../utils/errors';

/** First bytes of files that people take for CSV; where two kinds share them the name says both. */
const SIGNATURES: [what: string, bytes: string][] = [
  ['an Excel or OpenDocument workbook (or another ZIP archive)', 'PK\x03\x04'],
  ['an old Excel workbook', '\xd0\xcf\x11\xe0'],
  ['a PDF document', '%PDF-'],
  ['a gzip archive', '\x1f\x8b'],
  ['an RTF document', '{\\rtf'],
  ['a 7z archive', '7z\xbc\xaf'],
  ['a PNG image', '\x89PNG'],
  ['a JPEG image', '\xff\xd8\xff'],
  ['a SQLite database', 'SQLite format 3'],
];

const emptyFile = (): SourceError =>
  new SourceError(
    'empty-file',
    'the file is empty; expected a line of column names and at least one row: check what exports it'
  );

const binaryFile = (what: string): SourceError =>
  new SourceError(
    'binary-file',
    `the file is ${what}, not CSV: convert it to CSV first (in a spreadsheet: save as "CSV UTF-8")`
  );

/**
 * Refuses a file that is no text at all, by its first bytes.
 * @throws SourceError `empty-file`, `binary-file`
 */
export const checkBytes = (head: Buffer): void => {
  if (head.length === 0) throw emptyFile();
  const found = SIGNATURES.find(([, bytes]) =>
    head.subarray(0, bytes.length).equals(Buffer.from(bytes, 'latin1'))
  );
  if (found) throw binaryFile(found[0]);
};

const PAGE_BEGINNING = 4096;
const HTML = /^\s*(<\?xml[^>]*>\s*)?<(!doctype\s+html|html|head|body|script|title|meta)[\s>]/i;

const isPage = (sample: string): boolean =>
  HTML.test(sample.slice(0, PAGE_BEGINNING).replace(/<!--[\s\S]*?-->/g, ''));

/**
 * Refuses a text that cannot be CSV, by its beginning.
 * @throws SourceError `empty-file`, `html-page`
 */
export const checkText = (sample: string): void => {
  if (sample.trim() === '') throw emptyFile();
  if (isPage(sample)) {
    throw new SourceError(
      'html-page',
      'the file is a web page, not CSV; often it is a login or error page: check the address and whether it needs authentication'
    );
  }
};
