import type { RawRecord } from './document';
import { normalizeName } from './names';

/** pascom's columns for a user's desk phone, which need no template, and what they fill. */
const PHONE_COLUMNS = {
  phonemac: 'mac',
  phoneip: 'ip',
  phoneuser: 'sipUsername',
  phonepass: 'sipPassword',
} as const;

/** Attribute of the phone → variable that fills it. */
export type PhoneColumns = ReadonlyMap<string, string>;

/** The variables that give a user a phone, whatever their case; null without one for the MAC address. */
export function findPhoneColumns(variables: readonly string[]): PhoneColumns | null {
  const found = new Map<string, string>();
  for (const [name, attribute] of Object.entries(PHONE_COLUMNS)) {
    const variable = variables.find((candidate) => normalizeName(candidate) === name);
    if (variable !== undefined) found.set(attribute, variable);
  }
  return found.has('mac') ? found : null;
}

export const isDeskPhone = ({ type, fields }: RawRecord): boolean =>
  type === 'phone' && fields.get('kind') === 'desk';

/** Gives the row's first user the phone of these columns, unless the template made the row one itself. */
export function addPhone(
  records: readonly RawRecord[],
  columns: PhoneColumns,
  valueOf: (variable: string) => unknown
): void {
  const user = records.find(({ type }) => type === 'user');
  const all = records.flatMap((record) => [record, ...record.children]);
  if (!user || all.some(isDeskPhone)) return;
  const fields = new Map<string, unknown>([['kind', 'desk']]);
  for (const [attribute, variable] of columns) fields.set(attribute, valueOf(variable));
  user.children.push({
    type: 'phone',
    place: `${user.place}/post/phone/0`,
    fields,
    owner: null,
    children: [],
  });
}
