import type { Action, Counts, RunCounts, RunPurpose } from '../../../shared/contracts/runs';
import { noChanges } from '../../../shared/counts';
import { RECORD_TYPES, type RecordType } from '../../../shared/records';
import type { Text } from '../hooks/useText';
import { totalCounts } from './totals';

/** Whether it has happened, would happen if somebody ran it, or is about to. */
export type Tense = 'done' | 'would' | 'will';

type Noun = 'people' | 'contacts' | 'entries' | 'phones' | 'rows';

/** A user who is disabled is one that is updated, and more; what comes back when a run is undone is created. */
type Deed = Action | 'disable' | 'restore';

/** What a run did to things of one kind. */
export interface Outcome {
  /** Null for rows of which nobody knows what they are. */
  type: RecordType | null;
  noun: Noun;
  counts: Record<Deed, number>;
}

const isEmpty = (counts: Partial<Counts>): boolean =>
  Object.values(counts).every((count) => count === 0);

/** What people call the records of a type. */
export const nounOf = (type: RecordType, { user }: RunCounts): Noun => {
  if (type === 'user') return 'people';
  if (type === 'phone') return 'phones';
  // Of whom there is no user, but a number to call, is a contact.
  return isEmpty(user) ? 'contacts' : 'entries';
};

/** What is known of a run that its outcome is told by. */
type Told = RunCounts & { purpose: RunPurpose };

/** What a run did, people first, then their records; rows that came to nothing last. */
export const outcomesOf = (counts: Told): Outcome[] => {
  const ofTypes = RECORD_TYPES.map((type) => {
    const disable = type === 'user' ? (counts.disabled ?? 0) : 0;
    const update = counts[type].update - disable;
    const { create } = counts[type];
    const made =
      counts.purpose === 'undo' ? { create: 0, restore: create } : { create, restore: 0 };
    const ofType = { ...counts[type], ...made, update, disable };
    return { type, noun: nounOf(type, counts), counts: ofType };
  });
  const { error } = totalCounts(counts);
  const unknown = { ...noChanges(), disable: 0, restore: 0, error: counts.rows.failed };
  const ofRows: Outcome[] = error === 0 ? [{ type: null, noun: 'rows', counts: unknown }] : [];
  return [...ofTypes, ...ofRows].filter((outcome) => !isEmpty(outcome.counts));
};

/** How many there are of what is counted. */
export const countText = (t: Text, noun: Noun, count: number): string => {
  switch (noun) {
    case 'people':
      return t('outcome.people', '{count, plural, one {# person} other {# people}}', { count });
    case 'contacts':
      return t('outcome.contacts', '{count, plural, one {# contact} other {# contacts}}', {
        count,
      });
    case 'entries':
      return t(
        'outcome.entries',
        '{count, plural, one {# phonebook entry} other {# phonebook entries}}',
        { count }
      );
    case 'phones':
      return t('outcome.phones', '{count, plural, one {# phone} other {# phones}}', { count });
    case 'rows':
      return t('outcome.rows', '{count, plural, one {# row} other {# rows}}', { count });
  }
};

/** What a sentence is about: "59 people", or "59" where it goes on. */
interface Subject {
  what: string;
  count: number;
  noun: Noun;
}

// Other languages tell one from several, and one kind from another, by the participle.
const doneText = (t: Text, deed: Deed, { what, count, noun }: Subject): string => {
  const values = { what, count, noun };
  switch (deed) {
    case 'create':
      return t(
        'outcome.done.create',
        '{what} {count, plural, other {{noun, select, other {imported}}}}',
        values
      );
    case 'restore':
      return t(
        'outcome.done.restore',
        '{what} {count, plural, other {{noun, select, other {brought back}}}}',
        values
      );
    case 'update':
      return t(
        'outcome.done.update',
        '{what} {count, plural, other {{noun, select, other {changed}}}}',
        values
      );
    case 'disable':
      return t('outcome.done.disable', '{what} {count, plural, other {disabled}}', values);
    case 'remove':
      return t(
        'outcome.done.remove',
        '{what} {count, plural, other {{noun, select, other {removed}}}}',
        values
      );
    case 'error':
      return t(
        'outcome.done.error',
        '{what} {count, plural, other {{noun, select, other {left alone}}}} because of problems',
        values
      );
    case 'unchanged':
      return t('outcome.done.unchanged', '{what} unchanged', values);
  }
};

const wouldText = (t: Text, deed: Deed, { what, count }: Subject): string => {
  const values = { what, count };
  switch (deed) {
    case 'create':
      return t('outcome.would.create', '{what} {count, plural, other {would be}} imported', values);
    case 'restore':
      return t(
        'outcome.would.restore',
        '{what} {count, plural, other {would be}} brought back',
        values
      );
    case 'update':
      return t('outcome.would.update', '{what} {count, plural, other {would be}} changed', values);
    case 'disable':
      return t(
        'outcome.would.disable',
        '{what} {count, plural, other {would be}} disabled',
        values
      );
    case 'remove':
      return t('outcome.would.remove', '{what} {count, plural, other {would be}} removed', values);
    case 'error':
      return t(
        'outcome.would.error',
        '{what} {count, plural, other {would be}} left alone because of problems',
        values
      );
    case 'unchanged':
      return t(
        'outcome.would.unchanged',
        '{what} would stay as {count, plural, one {it is} other {they are}}',
        values
      );
  }
};

const willText = (t: Text, deed: Deed, { what, count }: Subject): string => {
  const values = { what, count };
  switch (deed) {
    case 'create':
      return t(
        'outcome.will.create',
        '{what} {count, plural, one {is} other {are}} imported',
        values
      );
    case 'restore':
      return t(
        'outcome.will.restore',
        '{what} {count, plural, one {is} other {are}} brought back',
        values
      );
    case 'update':
      return t(
        'outcome.will.update',
        '{what} {count, plural, one {is} other {are}} changed',
        values
      );
    case 'disable':
      return t(
        'outcome.will.disable',
        '{what} {count, plural, one {is} other {are}} disabled',
        values
      );
    case 'remove':
      return t(
        'outcome.will.remove',
        '{what} {count, plural, one {is} other {are}} removed',
        values
      );
    case 'error':
      return t(
        'outcome.will.error',
        '{what} {count, plural, one {is} other {are}} left alone because of problems',
        values
      );
    case 'unchanged':
      return t(
        'outcome.will.unchanged',
        '{what} {count, plural, one {stays as it is} other {stay as they are}}',
        values
      );
  }
};

const FIRST_TEXTS = { done: doneText, would: wouldText, will: willText };

/** What cannot be undone comes first, as long as somebody may still think about it. */
const ORDERS: Record<Tense, Deed[]> = {
  done: ['create', 'restore', 'update', 'disable', 'remove', 'error'],
  would: ['remove', 'disable', 'create', 'restore', 'update', 'error'],
  will: ['remove', 'disable', 'create', 'restore', 'update', 'error'],
};

/** An outcome in words, such as "59 people imported, 2 changed, 1 left alone because of problems". */
export const outcomeText = (t: Text, { noun, counts }: Outcome, tense: Tense): string => {
  const happened = ORDERS[tense].filter((deed) => counts[deed] > 0);
  const [first = 'unchanged', ...others] = happened;
  const about = (deed: Deed, what: string): Subject => ({ what, count: counts[deed], noun });
  const told = FIRST_TEXTS[tense](t, first, about(first, countText(t, noun, counts[first])));
  const more = others.map((deed) =>
    doneText(t, deed, about(deed, t('outcome.number', '{count, number}', { count: counts[deed] })))
  );
  return [told, ...more].join(', ');
};

/** All that a run does, in a sentence for each kind of thing. */
export const outcomeSentences = (t: Text, counts: Told, tense: Tense): string =>
  outcomesOf(counts)
    .map((outcome) => `${outcomeText(t, outcome, tense)}.`)
    .join(' ');
