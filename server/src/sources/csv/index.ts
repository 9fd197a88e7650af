import { problem } from '../../../../shared/codes/texts';
import type { Detection } from '../../../../shared/contracts/sources';
import type { CsvFormat, CsvSource, CsvUrlSource, UrlAuth } from '../../../../shared/profile/csv';
import { SourceError } from '../../utils/errors';
import { download } from '../download';
import type { Target } from '../request';
import { previewTable, reasonOf } from '../table/preview';
import type { OpenSource, SourceContext, SourceReader, Validators } from '../types';
import { type ResolvedFormat, resolveFormat } from './detect';
import { foundTable, readCsv, readRecords, unwrapping } from './read';

const authorization = (auth: UrlAuth): string => {
  if (auth.type === 'bearer') return `Bearer ${auth.token}`;
  return `Basic ${Buffer.from(`${auth.username}:${auth.password}`).toString('base64')}`;
};

const targetOf = ({ url, auth, ca }: CsvUrlSource): Target => ({
  url,
  accept: 'text/csv, text/plain;q=0.9, */*;q=0.8',
  headers: auth ? { Authorization: authorization(auth) } : {},
  ca,
});

type Delivered =
  { notModified: true } | { notModified: false; file: string; validators: Validators | null };

/** The file of an upload, or the one that an address delivers. @throws SourceError */
export const deliverCsv = async (
  settings: CsvSource,
  context: SourceContext
): Promise<Delivered> => {
  if (settings.delivery === 'url') return download(targetOf(settings), context);
  if (context.file === null) {
    throw new SourceError(problem('no-file'));
  }
  return { notModified: false, file: context.file, validators: null };
};

/** The source `csv`: a file that was uploaded, or that an address delivers. */
export const csvSource: SourceReader<CsvSource> = {
  async open(settings: CsvSource, context: SourceContext): Promise<OpenSource> {
    const delivered = await deliverCsv(settings, context);
    if (delivered.notModified) return delivered;
    const { fixes, secret, signal } = context;
    const content = await readCsv(delivered.file, settings, { fixes, secret, signal });
    return { notModified: false, validators: delivered.validators, ...content };
  },
};

/**
 * Detects the format of a CSV file and shows its first rows, damaged ones too. A file that cannot
 * be used is no exception here but the detection's `problem`.
 * @param secret columns whose cells no issue may quote; in the rows only those are masked that the
 *   file itself calls secret and this format does not
 */
export const detectCsv = async (
  file: string,
  format: CsvFormat,
  secret: string[] = []
): Promise<Detection> => {
  let resolved: ResolvedFormat;
  try {
    resolved = await resolveFormat(file, format);
  } catch (error) {
    return { format, columns: [], rows: [], issues: [], problem: reasonOf(error) };
  }
  const { encoding, lineSeparator, headerRow } = resolved;
  const { delimiter, enclosure } = resolved.layout;
  return {
    format: { ...format, encoding, lineSeparator, delimiter, enclosure, headerRow },
    ...(await previewTable({
      found: foundTable(resolved),
      records: readRecords(file, resolved, {}),
      asMeant: unwrapping(resolved),
      known: secret,
      open: () => readCsv(file, format, { secret, found: resolved }),
    })),
  };
};
