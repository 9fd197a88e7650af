import { columnName } from '../../../shared/text';
import { TEMPLATE_LISTS, type ListDefinition } from '../../../shared/mapping-language';
import {
  ATTRIBUTES,
  RECORD_TYPES,
  type AttributeDefinition,
  type RecordType,
} from '../../../shared/records';

const LISTS: ReadonlyMap<string, ListDefinition> = new Map(Object.entries(TEMPLATE_LISTS));

export const LIST_NAMES: readonly string[] = [...LISTS.keys()];

/** The list of a template that a name means, whatever cannot be seen in it. */
export const findList = (name: string): ListDefinition | null =>
  LISTS.get(name) ?? LISTS.get(columnName(name)) ?? null;

/** Names under which a record says whose it is; pascom's code also makes it private. */
export const OWNER_FIELD = 'user';
export const PRIVATE_OWNER_FIELD = '011acc_id';

const byName: Readonly<Record<RecordType, ReadonlyMap<string, string>>> = {
  user: attributeNames('user'),
  phonebookEntry: attributeNames('phonebookEntry'),
  phone: attributeNames('phone'),
};

function attributeNames(type: RecordType): Map<string, string> {
  return new Map(
    Object.entries(ATTRIBUTES[type]).flatMap(([attribute, { codes = [] }]) =>
      [attribute, ...codes].map((name): [string, string] => [name, attribute])
    )
  );
}

/** Our own name for a field of a template, given by that or by pascom's code; null for one we do not have. */
export const findAttribute = (type: RecordType, name: string): string | null =>
  byName[type].get(name) ?? byName[type].get(columnName(name)) ?? null;

/** Every name that a field of this type may have in a template. */
export const fieldNames = (type: RecordType): string[] => [...byName[type].keys()];

/** The definition of an attribute that is known to exist. */
export function definitionOf(type: RecordType, attribute: string): AttributeDefinition {
  const definition = ATTRIBUTES[type][attribute];
  if (!definition) throw new Error(`There is no attribute ${type}.${attribute}`);
  return definition;
}

/** pascom's codes: table number, table's short name, column (`028050pholab_value` for a join table). */
export const isPascomCode = (name: string): boolean =>
  /^(\d{3}){1,2}([a-z]{3}){1,2}_\w+$/.test(name);

/** The types that have a field of this name, to say where it belongs. */
export const typesWithField = (name: string): RecordType[] =>
  RECORD_TYPES.filter((type) => byName[type].has(name));
