import { errors } from '@strapi/utils';

import type { Issue } from '../../../../shared/contracts/issues';
import { shownKey } from '../../plan/secret-values';
import type { SharedValue } from '../../plan/uniqueness';
import { attributeWords, TYPE_WORDS } from '../../../../shared/words';
import { plural } from '../../plan/issues';
import type { Change } from '../../plan/types';
import { isDatabaseError, isMissingReference, uniqueViolation } from '../database-errors';
import type { RecordTable } from '../tables';

const subjectOf = ({ type, label }: Change): string => `The ${TYPE_WORDS[type]} "${label}"`;

const issueOf = (
  change: Change,
  code: string,
  message: string,
  column: string | null = null,
  value: string | null = null
): Issue => ({ row: change.row, column, value, code, severity: 'error', message });

/** The record was edited away between planning and writing. */
export const vanished = (change: Change): Issue => {
  const { action, formerUser } = change;
  const gone =
    formerUser === undefined
      ? 'it has been removed since the plan was made, or cannot be told from another one by now'
      : 'it is gone, has another user by now, or its user has been protected';
  const why =
    action === 'remove' || (change.leaves && change.type === 'user')
      ? 'it is gone already, has been protected, or belongs to somebody else by now'
      : gone;
  return issueOf(
    change,
    'changed-meanwhile',
    `${subjectOf(change)} was left alone: ${why}. Run again to have it planned anew.`
  );
};

/** Records have come to share a value since the plan was made, and this change is about one of them. */
export const ambiguous = (change: Change, { type, attribute }: SharedValue): Issue =>
  issueOf(
    change,
    'ambiguous-person',
    `${subjectOf(change)} was left alone: since the plan was made, several stored ${plural(type)} have come to have the same ${attributeWords(attribute)} in one spelling or another, and nobody can tell which of them is meant. ` +
      `Give all but one of them another ${attributeWords(attribute)} in the content manager, or remove them there, and run again.`,
    attribute
  );

/** A user who was to be removed, or to give a value up so, has become one of Strapi's own administrators. */
export const becameAdministrator = (change: Change, removal: Change): Issue => {
  const since = `has become one of Strapi's own administrators since the plan was made, and stays`;
  return change.sequence === removal.sequence
    ? issueOf(
        change,
        'changed-meanwhile',
        `${subjectOf(change)} was left alone: this user ${since}.`
      )
    : issueOf(
        change,
        'write-conflict',
        `${subjectOf(change)} was not written: "${removal.label}", who was to give a value up to it, ${since}. Run again to have it planned anew.`
      );
};

/** Somebody keeps what this one was to get, because another that was to get something of them could not be written. */
export const keptBack = (change: Change, other: Change): Issue =>
  issueOf(
    change,
    'write-conflict',
    `${subjectOf(change)} was not written: who was to give a value up to it keeps everything, because row ${other.row ?? '–'} could not be written. ` +
      `Correct what is wrong there and run again.${givenUp(change)}`
  );

/** An entry or phone of a user who could not be written. */
export const withoutUser = (change: Change): Issue =>
  issueOf(
    change,
    'user-not-written',
    `${subjectOf(change)} was not written, because its user could not be. Correct what is wrong with the user and run again.`
  );

/** The value as the plan shows it, which has secrets masked. */
const shownValue = ({ attributes, difference }: Change, attribute: string): string | null => {
  const value = difference[attribute]?.after ?? attributes[attribute];
  return value !== null && value !== undefined ? String(value) : null;
};

/** A value that another record takes was given up before, and may be that one's by now. */
const givenUp = ({ type, clearFirst }: Change): string =>
  clearFirst.length > 0
    ? ` Until then the ${TYPE_WORDS[type]} has no ${clearFirst.join(', no ')}.`
    : '';

const conflict = (change: Change, attribute: string): Issue => {
  if (attribute === 'connectorKey') {
    return issueOf(
      change,
      'write-conflict',
      `${subjectOf(change)} was not written: another run has brought a record with the key "${shownKey(change)}" since the plan was made. Run again.`
    );
  }
  const value = shownValue(change, attribute);
  return issueOf(
    change,
    'write-conflict',
    `${subjectOf(change)} was not written: another ${TYPE_WORDS[change.type]} has the ${attribute} "${value}" since the plan was made. ` +
      `Change one of the two and run again.${givenUp(change)}`,
    attribute,
    value
  );
};

const reasonOf = (error: unknown): string => {
  if (error instanceof errors.ApplicationError || !isDatabaseError(error)) {
    return error instanceof Error ? error.message : String(error);
  }
  // A driver's message repeats the whole statement.
  const { code } = error as { code: unknown };
  return `the database refused one of its values (${String(code)}), perhaps because it is too long or has characters that cannot be stored`;
};

/** What an error means for the record that brought it about. */
export const failure = (change: Change, error: unknown, table: RecordTable): Issue => {
  const attribute = uniqueViolation(error, table);
  if (attribute !== null) {
    return conflict(change, attribute);
  }
  if (isMissingReference(error)) {
    return issueOf(
      change,
      'changed-meanwhile',
      `${subjectOf(change)} was not written: its user has been removed since the plan was made. Run again to have it planned anew.`
    );
  }
  return issueOf(
    change,
    'write-refused',
    `${subjectOf(change)} was not written: ${reasonOf(error)}. ` +
      `Correct it in the source and run again.${givenUp(change)}`
  );
};
