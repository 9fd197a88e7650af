import type { ColumnMatch } from '../../../../shared/contracts/mapping';
import type { Samples } from '../types';
import { fieldsOf, matchColumns } from './automatic-matching';
import { contactsFor } from './contacts';
import { applyPreset, matchingOf, recognise } from './presets';
import { proposeUsernames, type UsernameProposal } from './usernames';

interface Proposal extends Omit<ColumnMatch, 'usernames'> {
  usernames: UsernameProposal[];
}

/**
 * What a profile that is being made can make of columns, of people and of contacts: as the export
 * that they are of has it, else by their names.
 * @param chosen the export that a person says they are of, whatever is missing of it
 */
export function proposeMapping(
  columns: readonly string[],
  samples: Samples,
  chosen: string | null = null
): Proposal {
  const { assignment, matching } = matchColumns(columns, samples);
  const preset = chosen === null ? recognise(columns) : applyPreset(chosen, columns);
  const contacts = contactsFor(assignment, preset, { samples, isChosen: chosen !== null });
  const isOfPeople = preset?.fields.some(({ type }) => type === 'user');
  if (preset && isOfPeople) {
    const { fields, preFilter } = preset;
    const isNamed = fields.some(({ values }) => 'username' in values);
    const usernames = isNamed ? [] : proposeUsernames(assignment.user, samples);
    return { ...matchingOf(preset, columns), fields, preFilter, usernames, contacts, preset };
  }
  const usernames = proposeUsernames(assignment.user, samples);
  const fields = fieldsOf(assignment);
  return { ...matching, fields, preFilter: '', usernames, contacts, preset };
}
