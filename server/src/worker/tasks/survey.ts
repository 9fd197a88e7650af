import type { FileSurvey } from '../../../../shared/contracts/uploads';
import { isAutomatic, referencedColumns } from '../../mapping';
import type { MappingDefinition } from '../../mapping/types';
import type { SourceRow } from '../../sources/types';
import { problemOf, SourceError } from '../../utils/errors';
import type { TaskInput } from '../protocol';
import { openAnew, type TaskContext } from './open';

/** How long a person waits for a count. */
const ENOUGH_MS = 8_000;

/** Null where there are more than can be counted in the time. */
const count = async (rows: AsyncIterable<SourceRow>): Promise<number | null> => {
  const started = performance.now();
  let counted = 0;
  for await (const { skip } of rows) {
    if (performance.now() - started > ENOUGH_MS) return null;
    if (!skip) counted += 1;
  }
  return counted;
};

/** Automatic matching uses what it is pinned to; before its first run it takes the columns that there are. */
const usedColumns = (definition: MappingDefinition): string[] =>
  isAutomatic(definition)
    ? [...new Set((definition.pinned?.matched ?? []).map(({ column }) => column))]
    : referencedColumns(definition);

/** The columns and the number of rows of a profile's source. One that cannot be read is the answer's `problem`. */
export const survey = async (
  input: TaskInput<'survey'>,
  context: TaskContext
): Promise<FileSurvey> => {
  const used = context.marker.compiling(() => usedColumns(input.definition));
  try {
    const { columns, rows } = await openAnew(input, context);
    return { columns, used, rows: await count(rows), problem: null };
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    return { columns: [], used, rows: null, problem: problemOf(error) };
  }
};
