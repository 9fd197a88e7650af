import { compileMapping, isAutomatic, SAMPLE_ROWS, samplesOf } from '../../mapping';
import type { Mapping, MappingDefinition, SecretUse } from '../../mapping/types';
import type { OpenSource, SourceRow } from '../../sources/types';
import type { Trace } from '../trace';
import { readAhead } from './read-ahead';

/** A mapping and the rows that it was compiled for, which can be read once. */
export interface Compiled {
  mapping: Mapping;
  rows: AsyncIterable<SourceRow>;
}

/** The mapping, told which columns of a source hold secrets besides those that it knows. */
export const withSecret = (
  definition: MappingDefinition,
  secret: readonly string[]
): MappingDefinition => ({ ...definition, secret: [...(definition.secret ?? []), ...secret] });

/**
 * Compiles the mapping of a source that is open. Automatic matching looks at the first rows, since
 * a name alone does not tell an extension from a telephone number.
 */
export const compileFor = async (
  { columns, rows, secret = [] }: Extract<OpenSource, { notModified: false }>,
  definition: MappingDefinition,
  { trace, refuse }: { trace: Trace; refuse?: readonly SecretUse[] }
): Promise<Compiled> => {
  const looksAhead = isAutomatic(definition);
  const { first, all } = looksAhead ? await readAhead(rows, SAMPLE_ROWS) : { first: [], all: rows };
  trace.enter(0, 'compilation');
  const samples = samplesOf(first.map(({ values }) => values));
  const mapping = compileMapping(withSecret(definition, secret), columns, {
    trace,
    samples,
    refuse,
  });
  trace.leave();
  return { mapping, rows: all };
};
