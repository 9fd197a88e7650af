import { knownSecrets, referencedColumns } from '../../mapping';
import { ConnectorError } from '../../utils/errors';
import type { TaskInput, TrialOutcome, TrialPick } from '../protocol';
import { compileFor } from './compile-for';
import { mapRow } from './map-row';
import { openSource } from './open-source';
import { pickRow, rowsFor } from './pick-row';
import type { Surroundings } from './surroundings';

const nothingFound = ({ search, from }: TrialPick): ConnectorError =>
  new ConnectorError(
    'row-not-found',
    search.trim() === ''
      ? `The source has no row from line ${from} on: choose a smaller number.`
      : `No row from line ${from} on contains "${search.trim()}": search for another text.`
  );

/**
 * Takes one row through filter, variables and template, step by step.
 * @throws ConnectorError `row-not-found`
 */
export const trial = async (
  { source, definition, pick, isDraft }: TaskInput<'trial'>,
  surroundings: Surroundings
): Promise<TrialOutcome> => {
  const { trace } = surroundings;
  trace.enter(0, 'compilation');
  const names = referencedColumns(definition);
  const { columns: secret } = knownSecrets(definition);
  trace.leave();
  const open = await openSource(
    { ...source, context: { ...source.context, validators: null } },
    surroundings,
    { names, secret, most: rowsFor(pick) }
  );
  if (open.notModified) throw new ConnectorError('not-modified', 'The source gave no rows.');
  const { mapping, rows } = await compileFor(open, definition, {
    trace,
    refuse: isDraft ? ['test'] : [],
  });
  const { row, previous, next } = await pickRow(rows, pick, mapping.hides);
  if (!row) throw nothingFound(pick);
  const shown = await mapping.trial(row);
  const mapped = await mapRow(row, mapping);
  trace.leave();
  const ofSource = [...(open.issues ?? []), ...(open.closing?.() ?? [])];
  const issues = [...ofSource, ...mapping.issues, ...mapped.issues];
  // A row that is damaged or left out gives no records, however its text renders.
  const records = mapped.records.length > 0 && !row.skip ? shown.records : [];
  return {
    trial: { ...shown, records, issues },
    mapped,
    columns: mapping.columns,
    namesOwners: mapping.namesOwners,
    keeps: mapping.keeps,
    secret: mapping.secret,
    previous,
    next,
  };
};
