import { problem } from '../../../../shared/codes/texts';
import type { Detection } from '../../../../shared/contracts/sources';
import { deliverCsv, detectCsv } from '../../sources/csv';
import { problemOf, SourceError } from '../../utils/errors';
import type { TaskInput } from '../protocol';
import { contextOf, type TaskContext } from './open';

/** What a CSV file looks like, wherever it comes from. One that cannot be had is the detection's `problem`. */
export const detect = async (
  { source, secret }: TaskInput<'detect'>,
  context: TaskContext
): Promise<Detection> => {
  const { encoding, delimiter, lineSeparator, enclosure, headerRow } = source.settings;
  const format = { encoding, delimiter, lineSeparator, enclosure, headerRow };
  try {
    const sourceContext = { ...contextOf(source, context, { secret }), validators: null };
    const delivered = await deliverCsv(source.settings, sourceContext);
    if (delivered.notModified) throw new SourceError(problem('not-modified/preview'));
    return await detectCsv(delivered.file, format, secret);
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    return { format, columns: [], rows: [], issues: [], problem: problemOf(error) };
  }
};
