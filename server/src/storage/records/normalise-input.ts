import type { Problem } from '../../../../shared/codes/kinds';
import { problem } from '../../../../shared/codes/problems';
import {
  type AttributeDefinition,
  ATTRIBUTES,
  isIdentifier,
  isSecret,
  type RecordType,
} from '../../../../shared/records';
import { trimInvisible } from '../../../../shared/text';
import { problemOfValue, readValue } from '../../mapping/values/attribute-values';
import { cleanText } from '../../mapping/values/cleaning';
import type { Label } from '../../mapping/types';
import { unwrapFormula } from '../../utils/formulas';
import { invalidAt, type InvalidValue } from '../../utils/validation';

/**
 * What a person or an app sends for a record, ready for Strapi: in the form of the catalogue and
 * without secrets.
 */
export interface NormalisedInput {
  values: Record<string, unknown>;
  /** Secrets in clear; null clears. */
  secrets: Record<string, string | null>;
  problems: InvalidValue[];
}

type Checked = { value: unknown } | { wrong: Problem };

const isSame = (one: unknown, other: unknown): boolean =>
  one === other || (Array.isArray(one) && JSON.stringify(one) === JSON.stringify(other));

const isText = (value: unknown): value is string => typeof value === 'string';

const isLabel = (value: unknown): value is Label =>
  typeof value === 'object' &&
  value !== null &&
  'name' in value &&
  'value' in value &&
  isText(value.name) &&
  isText(value.value);

/** Reads a value as a run would, so that what is written by hand is nothing that a run would refuse. */
const checkValue = (
  type: RecordType,
  name: string,
  definition: AttributeDefinition,
  value: unknown
): Checked => {
  const reading = readValue(definition, value, isIdentifier(name, definition));
  if (reading.ok) return { value: reading.value };
  const found = isText(value) ? value : JSON.stringify(value);
  return { wrong: problemOfValue(reading, { type, attribute: name, found }) };
};

const checkSecret = (value: unknown): Checked =>
  isText(value)
    ? { value: unwrapFormula(value) || null }
    : { wrong: problem('invalid-value/no-text') };

const checkList = (
  type: RecordType,
  name: string,
  definition: AttributeDefinition,
  value: unknown
): Checked => {
  const isList = Array.isArray(value) && value.every(isText);
  if (!isList) return { wrong: problem('invalid-value/no-list') };
  const checked = checkValue(type, name, definition, value);
  // Nothing is split here, and nothing left out.
  return 'value' in checked
    ? { value: value.map((item) => cleanText(item, definition, false)) }
    : checked;
};

const checkLabels = (value: unknown): Checked =>
  Array.isArray(value) && value.every(isLabel)
    ? {
        value: value.map((label) => ({
          ...label,
          name: trimInvisible(label.name),
          value: trimInvisible(label.value),
        })),
      }
    : { wrong: problem('invalid-value/no-labels') };

const check = (
  type: RecordType,
  name: string,
  definition: AttributeDefinition,
  value: unknown
): Checked => {
  if (value === null) return { value };
  switch (definition.kind) {
    case 'mac':
      return checkValue(type, name, definition, isText(value) ? value : JSON.stringify(value));
    case 'string':
    case 'text': {
      // Strapi itself refuses what is no text.
      if (!isText(value)) return { value };
      const checked = checkValue(type, name, definition, value);
      if (!('value' in checked) || definition.unique) return checked;
      // Blanks alone are as good as nothing, and stay.
      return { value: checked.value ?? (value.trim() === '' ? value : '') };
    }
    case 'list':
      return checkList(type, name, definition, value);
    case 'labels':
      return checkLabels(value);
    case 'hash':
    case 'encrypted':
      return checkSecret(value);
    default:
      return { value };
  }
};

/**
 * Brings what is written by hand into the form in which runs write it, so that runs find and
 * compare it: what nobody can see and what spreadsheets put around a value goes, a MAC address may
 * have any common notation, and there is no empty text where two of them would collide. Attributes
 * that are absent stay so, and so do values that are stored as they are.
 */
export const normaliseInput = (
  type: RecordType,
  data: Record<string, unknown>,
  stored: Readonly<Record<string, unknown>> = {}
): NormalisedInput => {
  const result: NormalisedInput = { values: {}, secrets: {}, problems: [] };
  for (const [name, value] of Object.entries(data)) {
    const known: AttributeDefinition | undefined = ATTRIBUTES[type][name];
    const definition = known?.ofApp ? undefined : known;
    const isNew = value !== undefined && !isSame(value, stored[name]);
    const checked = definition && isNew ? check(type, name, definition, value) : { value };
    if ('wrong' in checked) {
      result.problems.push(invalidAt([name], checked.wrong));
    } else if (definition && isSecret(definition)) {
      if (value !== undefined) {
        result.secrets[name] = checked.value as string | null;
      }
    } else {
      result.values[name] = checked.value;
    }
  }
  return result;
};
