import type { ContactMatch } from '../../../../shared/contracts/mapping';
import type { RecognisedPreset } from '../../../../shared/contracts/presets';
import type { Conversion, FieldRecord, FieldValue } from '../../../../shared/profile/fields';
import type { Samples } from '../types';
import { type Assignment, fieldsOf } from './automatic-matching';
import { matchOf } from './presets';
import { areShared } from './usernames';

const ofUser = (one: Conversion): boolean =>
  typeof one !== 'string' &&
  'default' in one &&
  typeof one.default === 'object' &&
  'user' in one.default;

/** A value without what it would take of a user; null where nothing is left. */
function withoutUser({ convert, ...value }: FieldValue): FieldValue | null {
  if (value.user !== undefined) return null;
  const others = convert?.filter((one) => !ofUser(one)) ?? [];
  return others.length > 0 ? { ...value, convert: others } : value;
}

const withoutUsers = (values: FieldRecord['values']): FieldRecord['values'] =>
  Object.fromEntries(
    Object.entries(values).flatMap(([attribute, value]) => {
      const own = withoutUser(value);
      return own ? [[attribute, own]] : [];
    })
  );

/** Contacts that no person's name is known of are called like their companies, where each is of another one. */
function named(entry: ReadonlyMap<string, string>, samples: Samples): ReadonlyMap<string, string> {
  const organisation = entry.get('organisation');
  const isNamed = ['displayName', 'firstName', 'lastName'].some((name) => entry.has(name));
  return isNamed || organisation === undefined || areShared(samples.get(organisation) ?? [])
    ? entry
    : new Map([['displayName', organisation], ...entry]);
}

interface Contacts {
  samples: Samples;
  /** Whether a person says that the columns are of the export. */
  isChosen: boolean;
}

/**
 * What columns make of rows that are contacts, without users: as the export that they are of has it,
 * else by their names. Contacts are known by their external id where there is one.
 */
export function contactsFor(
  assignment: Assignment,
  preset: RecognisedPreset | null,
  { samples, isChosen }: Contacts
): ContactMatch {
  if (preset?.match) {
    const { fields, preFilter, match } = preset;
    // As in a run: who could have a user name may be somebody with an account.
    const isLikely = isChosen || !assignment.user.has('username');
    return { fields, preFilter, match, isLikely };
  }
  const externalId = assignment.user.get('externalId');
  const phonebookEntry = named(assignment.phonebookEntry, samples);
  const fields = fieldsOf({ ...assignment, phonebookEntry }).flatMap(({ type, values }) => {
    if (type !== 'phonebookEntry') return [];
    const id: FieldRecord['values'] =
      externalId === undefined ? {} : { externalId: { column: externalId } };
    return [{ type, values: { ...withoutUsers(values), ...id } }];
  });
  const match = externalId === undefined ? matchOf(fields) : { phonebookEntry: 'externalId' };
  return { fields, preFilter: '', match: match ?? {}, isLikely: false };
}
