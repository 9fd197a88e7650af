import type { Mapping } from '../../../server/src/mapping/types';
import type { MappingDefinition, MappingOptions, Row } from './types';
import { compileMapping } from '../../../server/src/mapping';

export const definition = (part: Partial<MappingDefinition> = {}): MappingDefinition => ({
  preFilter: '',
  variables: [],
  template: '',
  match: { user: 'username', phonebookEntry: 'externalId', phone: 'mac' },
  reveal: [],
  ...part,
});

/** The mapping of this part of a profile, for rows with these columns. */
export const mappingOf = (
  part: Partial<MappingDefinition>,
  columns: string[],
  options?: MappingOptions
) => compileMapping(definition(part), columns, options);

/** Maps one row, given by its columns. */
export async function mapOne(
  part: Partial<MappingDefinition>,
  values: Row['values'],
  options?: MappingOptions
) {
  const mapping = mappingOf(part, Object.keys(values), options);
  return { mapping, ...(await mapping.map({ number: 2, values })) };
}

/** One row as a trial shows it. */
export const showOne = async (mapping: Mapping, row: Row) => (await mapping.trial(row)).shown;

/** A template of one user with these fields, each given as it stands after the colon. */
export const userTemplate = (fields: Record<string, string>): string =>
  JSON.stringify({ identity: ['FIELDS'] }).replace(
    '"FIELDS"',
    `{${Object.entries(fields)
      .map(([name, value]) => `${JSON.stringify(name)}: ${value} `)
      .join(', ')}}`
  );

export const codesOf = (found: readonly { code: string }[]): string[] =>
  found.map(({ code }) => code);
