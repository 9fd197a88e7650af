import type { CsvSource } from '../../../../shared/profile/csv';
import { SourceError } from '../../utils/errors';
import type { OpenSource, SourceContext, SourceReader } from '../types';
import { download, type Download } from './download';
import { readCsv } from './read';

/** The file of an upload, or the one that an address delivers. @throws SourceError */
export const deliverCsv = async (
  settings: CsvSource,
  context: SourceContext
): Promise<Download> => {
  if (settings.delivery === 'url') return download(settings, context);
  if (context.file === null) {
    throw new SourceError(
      'no-file',
      'there is no file to read: upload a CSV file first, or give one for this run'
    );
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
