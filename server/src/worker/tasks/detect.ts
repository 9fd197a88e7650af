import { problem } from '../../../../shared/codes/problems';
import type { Browse } from '../../../../shared/contracts/ldap';
import type { Detection } from '../../../../shared/contracts/sources';
import { deliverFile, detectFile } from '../../sources/files';
import { problemOf, SourceError } from '../../utils/errors';
import type { TaskInput } from '../protocol';
import { contextOf, openSource, type TaskContext } from './open';

/** What a file looks like, wherever it comes from. One that cannot be had is the detection's `problem`. */
export const detect = async (
  { source, secret }: TaskInput<'detect'>,
  context: TaskContext
): Promise<Detection> => {
  const { encoding, delimiter, lineSeparator, enclosure, headerRow, sheet } = source.settings;
  const format = { encoding, delimiter, lineSeparator, enclosure, headerRow, sheet };
  try {
    const sourceContext = { ...contextOf(source, context, { secret }), validators: null };
    const delivered = await deliverFile(source.settings, sourceContext);
    if (delivered.notModified) throw new SourceError(problem('not-modified/preview'));
    return await detectFile(delivered.file, format, secret);
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    return { format, columns: [], rows: [], issues: [], problem: problemOf(error) };
  }
};

/** How many rows of a source are shown. */
const ROWS = 25;

/** The first rows as a run would read them. A source that cannot be read is the answer's `problem`. */
export const browse = async (
  { source }: TaskInput<'browse'>,
  context: TaskContext
): Promise<Browse> => {
  const { settings, module, context: given } = source;
  const network = { ...given.network, retries: 0 };
  if (settings.type === 'ldap') {
    const directory = await import('../../sources/ldap/directory');
    return directory.browse(settings, { ...context, network });
  }
  try {
    const task = { settings, module, context: { ...given, network } };
    const open = await openSource(task, context, { most: ROWS });
    if (open.notModified) throw new SourceError(problem('not-modified/preview'));
    const rows: Browse['rows'] = [];
    for await (const { number, values } of open.rows) rows.push({ number, values });
    return { columns: open.columns, rows, vendor: null, problem: null };
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    return { columns: [], rows: [], vendor: null, problem: problemOf(error) };
  }
};
