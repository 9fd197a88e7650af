import { normalizeMac } from '../../../shared/mac';
import {
  ATTRIBUTES,
  isSecret,
  type AttributeDefinition,
  type RecordType,
} from '../../../shared/records';
import type { InvalidValue } from '../utils/validation';

/**
 * What a person or an app sends for a record, ready for Strapi: in the form of the catalogue and
 * without secrets.
 */
export interface HandMade {
  values: Record<string, unknown>;
  /** Secrets in clear; null clears. */
  secrets: Record<string, string | null>;
  problems: InvalidValue[];
}

type Checked = { value: unknown } | { message: string };

const isText = (value: unknown): value is string => typeof value === 'string';

const isLabel = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  'name' in value &&
  'value' in value &&
  isText(value.name) &&
  isText(value.value);

const checkMac = (value: unknown): Checked => {
  const mac = isText(value) ? normalizeMac(value) : null;
  return mac === null
    ? {
        message: `found ${JSON.stringify(value)}, expected a MAC address of twelve hexadecimal digits, such as aa:bb:cc:dd:ee:ff`,
      }
    : { value: mac };
};

const checkList = (value: unknown, isItem: (item: unknown) => boolean, form: string): Checked =>
  Array.isArray(value) && value.every(isItem) ? { value } : { message: `expected ${form}` };

const check = (definition: AttributeDefinition, value: unknown): Checked => {
  if (value === null || (value === '' && (definition.unique || isSecret(definition)))) {
    return { value: null };
  }
  switch (definition.kind) {
    case 'mac':
      return checkMac(value);
    case 'list':
      return checkList(value, isText, 'a list of texts, such as ["one", "two"]');
    case 'labels':
      return checkList(value, isLabel, 'a list of labels, such as [{"name": "one", "value": "1"}]');
    case 'hash':
    case 'encrypted':
      return isText(value) ? { value } : { message: 'expected text' };
    default:
      return { value };
  }
};

/**
 * Brings what is written by hand into the form in which runs write it, so that runs find and
 * compare it: a MAC address in any common notation, and no empty text where two of them would
 * collide. Attributes that are absent stay so.
 */
export const readHandMade = (type: RecordType, data: Record<string, unknown>): HandMade => {
  const result: HandMade = { values: {}, secrets: {}, problems: [] };
  for (const [name, value] of Object.entries(data)) {
    const definition: AttributeDefinition | undefined = ATTRIBUTES[type][name];
    const checked = definition && value !== undefined ? check(definition, value) : { value };
    if ('message' in checked) {
      result.problems.push({ path: [name], message: checked.message });
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
