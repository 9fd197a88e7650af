import type { ContactMatch } from '../../../../shared/contracts/mapping';
import type { Conversion, FieldRecord, FieldValue } from '../../../../shared/profile/fields';
import type { Samples } from '../types';
import { fieldsOf, matchColumns } from './automatic-matching';
import { matchOf, recognise } from './presets';

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

/** A contact that no person's name is known of is called like its company. */
function named(entry: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const organisation = entry.get('organisation');
  const isNamed = ['displayName', 'firstName', 'lastName'].some((name) => entry.has(name));
  return isNamed || organisation === undefined
    ? entry
    : new Map([['displayName', organisation], ...entry]);
}

/**
 * What columns make of rows that are contacts, without users: as the export that they are of has it,
 * else by their names. Contacts are known by their external id where there is one.
 */
export function contactsFor(columns: readonly string[], samples: Samples): ContactMatch {
  const preset = recognise(columns);
  if (preset?.match) {
    const { fields, preFilter, match } = preset;
    return { fields, preFilter, match, isLikely: true };
  }
  const { assignment } = matchColumns(columns, samples);
  const externalId = assignment.user.get('externalId');
  const phonebookEntry = named(assignment.phonebookEntry);
  const fields = fieldsOf({ ...assignment, phonebookEntry }).flatMap(({ type, values }) => {
    if (type !== 'phonebookEntry') return [];
    const id: FieldRecord['values'] =
      externalId === undefined ? {} : { externalId: { column: externalId } };
    return [{ type, values: { ...withoutUsers(values), ...id } }];
  });
  const match = externalId === undefined ? matchOf(fields) : { phonebookEntry: 'externalId' };
  return { fields, preFilter: '', match: match ?? {}, isLikely: false };
}
