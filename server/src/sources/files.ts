import { problem } from '../../../shared/codes/problems';
import type { Detection } from '../../../shared/contracts/sources';
import type { CsvFormat, CsvSource, CsvUrlSource, UrlAuth } from '../../../shared/profile/csv';
import { SourceError } from '../utils/errors';
import { readBytes, readHead } from './csv/decode';
import { detectCsv } from './csv/preview';
import { readCsv } from './csv/read';
import type { Target } from './request';
import type { OpenSource, SourceContext, SourceReader, Validators } from './types';
import { detectVCards, isVCard, readVCards } from './vcard/read';

const authorization = (auth: UrlAuth): string => {
  if (auth.type === 'bearer') return `Bearer ${auth.token}`;
  return `Basic ${Buffer.from(`${auth.username}:${auth.password}`).toString('base64')}`;
};

const ACCEPTED = [
  'text/csv',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/vnd.oasis.opendocument.spreadsheet',
  'text/vcard',
  'text/plain;q=0.9',
  '*/*;q=0.8',
];

const targetOf = ({ url, auth, ca }: CsvUrlSource): Target => ({
  url,
  accept: ACCEPTED.join(', '),
  headers: auth ? { Authorization: authorization(auth) } : {},
  ca,
});

type Delivered =
  { notModified: true } | { notModified: false; file: string; validators: Validators | null };

/** The file of an upload, or the one that an address delivers. @throws SourceError */
export const deliverFile = async (
  settings: CsvSource,
  context: SourceContext
): Promise<Delivered> => {
  if (settings.delivery === 'url') {
    const { download } = await import('./download');
    return download(targetOf(settings), context);
  }
  if (context.file === null) {
    throw new SourceError(problem('no-file'));
  }
  return { notModified: false, file: context.file, validators: null };
};

const HEAD_BYTES = 256;
const ARCHIVE = 'PK\x03\x04';
const COMPOUND = '\xd0\xcf\x11\xe0';

/** How one kind of file is read and shown. */
interface FileKind {
  read: typeof readCsv;
  detect: typeof detectCsv;
}

/**
 * What kind of file one is: its first bytes say that, not its name. What reads workbooks is loaded when there is one.
 * @throws SourceError `encrypted-workbook`, `binary-file`
 */
const kindOf = async (file: string): Promise<FileKind> => {
  const head = await readHead(file, HEAD_BYTES);
  const beginning = head.toString('latin1');
  if (beginning.startsWith(COMPOUND)) {
    const { compoundKind } = await import('./workbook/open');
    throw await compoundKind(readBytes(file));
  }
  if (beginning.startsWith(ARCHIVE)) {
    const { readWorkbook, detectWorkbook } = await import('./workbook/read');
    return { read: readWorkbook, detect: detectWorkbook };
  }
  if (isVCard(head)) return { read: readVCards, detect: detectVCards };
  return { read: readCsv, detect: detectCsv };
};

/** The source `csv`: a file that was uploaded, or that an address delivers, whatever kind of table it is. */
export const fileSource: SourceReader<CsvSource> = {
  async open(settings: CsvSource, context: SourceContext): Promise<OpenSource> {
    const delivered = await deliverFile(settings, context);
    if (delivered.notModified) return delivered;
    const { file, validators } = delivered;
    const { fixes, lines, secret, signal, onRead } = context;
    const { read } = await kindOf(file);
    const content = await read(file, settings, {
      fixes,
      lines,
      secret,
      signal,
      ...(onRead && { onRead: (bytes) => onRead('reading', bytes) }),
    });
    return { notModified: false, validators, file, ...content };
  },
};

/**
 * Finds out what kind of file one is and how it is read, and shows its first rows. One that cannot
 * be used is no exception here but the detection's `problem`.
 * @param secret columns whose cells no issue may quote; in the rows only those are masked that the
 *   file itself calls secret and this format does not
 */
export const detectFile = async (
  file: string,
  format: CsvFormat,
  secret: string[] = []
): Promise<Detection> => {
  const { detect } = await kindOf(file);
  return detect(file, format, secret);
};
