import { errors } from '@strapi/utils';

import type { Problem } from '../../../../shared/codes/kinds';
import { problem, withNotes } from '../../../../shared/codes/problems';
import type { Issue } from '../../../../shared/contracts/issues';
import { STRING_LENGTH } from '../../../../shared/records';
import { beginningOf } from '../../../../shared/text';
import { shownKey } from '../../plan/secret-values';
import type { SharedValue } from '../../plan/uniqueness';
import type { Change } from '../../plan/types';
import { errorCode, messageOf } from '../../utils/errors';
import { isDatabaseError, isMissingReference, refusal, uniqueViolation } from '../database-errors';
import type { RecordTable } from '../tables';

/** How much is quoted of what an app's own code says. */
const MESSAGE_LENGTH = 1000;

const subjectOf = ({ type, label }: Change) => ({ type, label });

const issueOf = (
  { row }: Change,
  what: Problem,
  column: string | null = null,
  value: string | null = null
): Issue => ({ row, column, value, severity: 'error', ...what });

/** The record was edited away between planning and writing. */
export const vanished = (change: Change): Issue => {
  const { action, asFound, formerUser } = change;
  const leaves = action === 'remove' || (change.leaves && change.type === 'user');
  if (asFound !== undefined) {
    const params = { ...subjectOf(change), done: 'left', why: 'written' } as const;
    return issueOf(change, problem('changed-meanwhile', params));
  }
  const why = leaves ? 'leaving' : formerUser === undefined ? 'removed' : 'moved';
  return issueOf(change, problem('changed-meanwhile', { ...subjectOf(change), done: 'left', why }));
};

/** Records have come to share a value since the plan was made, and this change is about one of them. */
export const ambiguous = (change: Change, { type, attribute }: SharedValue): Issue => {
  const params = { ...subjectOf(change), of: type, attribute };
  return issueOf(change, problem('ambiguous-person/since-plan', params), attribute);
};

/**
 * A record stays as it is after all.
 * @param lost what is said of the others of the exchange, who were to get a value of theirs
 */
const stays = (
  change: Change,
  spared: Change,
  why: 'enabled' | 'administrator' | 'synced',
  lost: Problem
): Issue => {
  const isTheirs = change.sequence === spared.sequence;
  const left = { ...subjectOf(change), done: 'left', why } as const;
  return issueOf(change, isTheirs ? problem('changed-meanwhile', left) : lost);
};

/** A user who was to be removed because they had been disabled for so long has been enabled. */
export const wasEnabled = (change: Change, removal: Change): Issue => {
  const lost = { ...subjectOf(change), row: removal.row };
  return stays(change, removal, 'enabled', problem('write-conflict/kept-back', lost));
};

/** A record has been written meanwhile by a run of its person alone. */
export const wasSynced = (change: Change, written: Change): Issue => {
  const lost = { ...subjectOf(change), row: written.row };
  return stays(change, written, 'synced', problem('write-conflict/kept-back', lost));
};

/** A user who was to be removed, or to give a value up so, has become one of Strapi's own administrators. */
export const becameAdministrator = (change: Change, removal: Change): Issue => {
  const lost = { ...subjectOf(change), giver: removal.label };
  return stays(change, removal, 'administrator', problem('write-conflict/administrator', lost));
};

/** Somebody keeps what this one was to get, because another that was to get something of them could not be written. */
export const keptBack = (change: Change, other: Change): Issue => {
  const kept = problem('write-conflict/kept-back', { ...subjectOf(change), row: other.row });
  return issueOf(change, withGivenUp(change, kept));
};

/** An entry or phone of a user who could not be written. */
export const withoutUser = (change: Change): Issue =>
  issueOf(change, problem('user-not-written', subjectOf(change)));

/** As much of the value as is shown of it, as the plan shows it, which has secrets masked. */
const shownValue = ({ attributes, difference }: Change, attribute: string): string | null => {
  const value = difference[attribute]?.after ?? attributes[attribute];
  return value !== null && value !== undefined ? beginningOf(String(value), STRING_LENGTH) : null;
};

/** A value that another record takes was given up before, and may be that one's by now. */
const withGivenUp = ({ type, clearFirst }: Change, what: Problem): Problem =>
  clearFirst.length === 0
    ? what
    : withNotes(what, problem('values-given-up', { type, attributes: clearFirst }));

const conflict = (change: Change, attribute: string): Issue => {
  const subject = subjectOf(change);
  if (attribute === 'connectorKey') {
    return issueOf(change, problem('write-conflict/key', { ...subject, key: shownKey(change) }));
  }
  const value = shownValue(change, attribute);
  const taken = problem('write-conflict', { ...subject, attribute, value: value ?? '' });
  return issueOf(change, withGivenUp(change, taken), attribute, value);
};

const refused = (change: Change, error: unknown, table: RecordTable): Issue => {
  const subject = subjectOf(change);
  const known = refusal(error, table);
  if (known) {
    const { attribute, what } = known;
    const value = attribute === null ? null : shownValue(change, attribute);
    const reason = problem('write-refused/value', { ...subject, reason: what });
    return issueOf(change, withGivenUp(change, reason), attribute, value);
  }
  const isForeign = error instanceof errors.ApplicationError || !isDatabaseError(error);
  // A driver's message repeats the whole statement.
  const what = isForeign
    ? problem('write-refused', {
        ...subject,
        reason: beginningOf(messageOf(error), MESSAGE_LENGTH),
      })
    : problem('write-refused/database', { ...subject, database: errorCode(error) });
  return issueOf(change, withGivenUp(change, what));
};

/** What an error means for the record that brought it about. */
export const failure = (change: Change, error: unknown, table: RecordTable): Issue => {
  const attribute = uniqueViolation(error, table);
  if (attribute !== null) return conflict(change, attribute);
  if (isMissingReference(error)) {
    const params = { ...subjectOf(change), done: 'unwritten', why: 'user' } as const;
    return issueOf(change, problem('changed-meanwhile', params));
  }
  return refused(change, error, table);
};
