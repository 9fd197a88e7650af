import type { Difference } from '../../../shared/contracts/runs';
import type { WritingRule } from '../../../shared/profile';
import { type RecordType, ATTRIBUTES, isSecret } from '../../../shared/records';
import { MASK } from '../../../shared/text';
import type { AttributeValue, MappedRecord } from '../mapping/types';
import type { HandEdit, PlanPolicy, StoredRecord } from './types';

/** What an empty value means, and what clearing writes. */
export const DEFAULTS: Record<RecordType, Record<string, AttributeValue>> = {
  user: { enabled: true, authMethod: 'local' },
  phonebookEntry: { private: false },
  phone: {},
};

/** What has to be written to a record so that it is as its row says. */
export interface Content {
  attributes: Record<string, AttributeValue>;
  secrets: Record<string, string>;
  difference: Difference;
  /** What becomes of the notes on what a person has changed, see `Change`. */
  handEdits: Record<string, HandEdit | null>;
}

export const isEmpty = (value: AttributeValue): boolean =>
  value === null || value === '' || (Array.isArray(value) && value.length === 0);

/** An attribute's stored value, with the default in place of an empty one. */
export function effective(
  stored: StoredRecord,
  attribute: string,
  type: RecordType
): AttributeValue {
  const value = stored.attributes[attribute] ?? null;
  return isEmpty(value) ? (DEFAULTS[type][attribute] ?? null) : value;
}

/** True when two values are the same; lists in order, labels by name and value. */
export function sameValue(one: AttributeValue, other: AttributeValue): boolean {
  if (!Array.isArray(one) || !Array.isArray(other)) return one === other;
  const flat = (list: readonly unknown[]): unknown[] =>
    list.map((part) =>
      part !== null && typeof part === 'object' && 'name' in part && 'value' in part
        ? [part.name, part.value]
        : part
    );
  return JSON.stringify(flat(one)) === JSON.stringify(flat(other));
}

/** Whether a row leaves what is stored of an attribute as it is. */
const isLeft = (rule: WritingRule, isSet: boolean, isEmptied: boolean): boolean => {
  switch (rule) {
    case 'always':
      return false;
    case 'creating':
      return true;
    case 'if-empty':
      return isSet;
    case 'never-emptied':
      return isSet && isEmptied;
  }
};

const SOURCE = 'source/';

/** The name of a difference that is about what the source says of an attribute. */
export const inSource = (attribute: string): string => SOURCE + attribute;

export const isOfSource = (name: string): boolean => name.startsWith(SOURCE);

/** The attribute that a difference is about, which may be what the source says of it. */
export const attributeOfDifference = (name: string): string =>
  isOfSource(name) ? name.slice(SOURCE.length) : name;

interface Comparison {
  before: AttributeValue;
  after: AttributeValue;
  /** What is noted of it. */
  edit: HandEdit;
}

/** What becomes of the note on an attribute that a person has changed, and what is shown of that. */
function compareByHand(
  name: string,
  { before, after, edit }: Comparison,
  isKept: boolean
): Pick<Content, 'difference' | 'handEdits'> {
  const isSame = sameValue(before, after);
  const handEdits = { [name]: isSame || !isKept ? null : { ...edit, source: after } };
  // Who overwrites the value shows that.
  const isShown = isKept ? !sameValue(edit.source, after) : isSame;
  if (!isShown) return { difference: {}, handEdits: isKept && !isSame ? {} : handEdits };
  return { difference: { [inSource(name)]: { before: edit.source, after } }, handEdits };
}

/** Compares what a row says with what is stored; `stored` null: with nothing. Attributes that the row does not mention are left out. */
export function compare(
  record: Pick<MappedRecord, 'type' | 'attributes'>,
  stored: StoredRecord | null,
  policy: PlanPolicy,
  fingerprint: (attribute: string, value: string) => string
): Content {
  const { type } = record;
  const isKept = policy.handEdited === 'keep';
  const content: Content = { attributes: {}, secrets: {}, difference: {}, handEdits: {} };
  for (const [name, value] of Object.entries(record.attributes)) {
    const definition = Object.hasOwn(ATTRIBUTES[type], name) && ATTRIBUTES[type][name];
    if (!definition) continue;
    const rule = policy.writing[type][name] ?? 'always';
    if (isSecret(definition)) {
      if (typeof value !== 'string' || value === '') continue;
      const before = stored?.secrets[name];
      if (before?.set && before.fingerprint === fingerprint(name, value)) continue;
      if (stored && isLeft(rule, before?.set === true, false)) continue;
      if (stored?.handEdits[name]) {
        if (isKept) continue;
        content.handEdits[name] = null;
      }
      content.secrets[name] = value;
      content.difference[name] = { before: before?.set ? MASK : null, after: MASK };
    } else {
      const after = isEmpty(value) ? emptyValue(type, name, stored, policy) : value;
      const before = stored ? effective(stored, name, type) : null;
      if (stored && isLeft(rule, !isEmpty(before), isEmpty(value))) continue;
      const edit = stored?.handEdits[name];
      if (edit) {
        const { difference, handEdits } = compareByHand(name, { before, after, edit }, isKept);
        Object.assign(content.difference, difference);
        Object.assign(content.handEdits, handEdits);
      }
      if (sameValue(before, after) || (edit && isKept)) continue;
      content.attributes[name] = after;
      content.difference[name] = { before, after };
    }
  }
  return content;
}

/** What an attribute is to be when its row renders it empty. A new record takes the database's defaults. */
function emptyValue(
  type: RecordType,
  name: string,
  stored: StoredRecord | null,
  policy: PlanPolicy
): AttributeValue {
  if (!stored) return null;
  const generated = type === 'user' && name === 'extension' && policy.generate.extension !== null;
  return generated ? effective(stored, name, type) : (DEFAULTS[type][name] ?? null);
}

/** The attributes of a record that is to be removed, as its change shows them. */
export function lossOf(stored: StoredRecord): Difference {
  const difference: Difference = {};
  for (const [name, before] of Object.entries(stored.attributes)) {
    if (!isEmpty(before)) difference[name] = { before, after: null };
  }
  for (const [name, secret] of Object.entries(stored.secrets)) {
    if (secret.set) difference[name] = { before: MASK, after: null };
  }
  return difference;
}
