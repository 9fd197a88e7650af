import { columnsByName, normalizeName } from '../../../../shared/column-names';
import type {
  ExampleFile,
  PresetSummary,
  RecognisedPreset,
} from '../../../../shared/contracts/presets';
import type { Matching } from '../../../../shared/contracts/runs';
import { columnReference, filterRows, filterText } from '../../../../shared/filter';
import type { Language } from '../../../../shared/languages';
import type { Conversion, Fields, FieldValue } from '../../../../shared/profile/fields';
import { RECORD_TYPES, type RecordType } from '../../../../shared/records';
import contacts from './presets/contacts.json';
import directories from './presets/directories.json';
import examples from './presets/examples.json';
import phoneSystems from './presets/phone-systems.json';

/** Columns that make one value, with a blank between them. */
interface Joined {
  join: string[];
}

/** The number of a contact that has several, in pairs of columns such as `Phone 1 - Label` and `Phone 1 - Value`. */
interface Numbered {
  numbered: string;
  /** What the label is like, or unlike: a regular expression. */
  like?: string;
  unlike?: string;
}

type Single = string | Joined | Numbered | FieldValue;

/** A column, or a value as a profile's fields have it; of several the first that is not empty. */
type PresetValue = Single | [first: Single, ...others: (string | FieldValue)[]];

/** What is known of an export that many people have. Columns are named as in English. */
export interface Preset extends PresetSummary {
  /** Where its column names are documented, or were seen. */
  source: string;
  /** The columns by which it is recognised: all of them are there. */
  columns: string[];
  /** Columns that are in no such export. */
  without?: string[];
  /** What the columns are called in other languages, by their English name; several where versions differ. */
  languages?: Record<string, Record<string, string | string[]>>;
  preFilter?: string;
  records: Partial<Record<RecordType, Record<string, PresetValue>>>;
}

export const PRESETS = [...contacts, ...directories, ...phoneSystems] as Preset[];

/** The file's column that a preset's name means; null where the file has none. */
type Find = (column: string) => string | null;

/**
 * The preset of an export with these columns: the one with the most columns to recognise it by. Null
 * where there is none, or two that it could be as well. Names are compared as automatic matching
 * does it: case, accents and punctuation aside.
 */
export function recognise(columns: readonly string[]): RecognisedPreset | null {
  const byName = columnsByName(columns);
  const found = PRESETS.flatMap((preset) => {
    const find = findersOf(preset, byName).find((one) => isOf(preset, one));
    return find ? [{ preset, find }] : [];
  }).sort((one, other) => other.preset.columns.length - one.preset.columns.length);
  const [best, second] = found;
  if (!best || best.preset.columns.length === second?.preset.columns.length) return null;
  return appliedTo(best.preset, best.find);
}

/** A preset that a person has chosen, as far as there are its columns, in the language of most of them; null for none of that id. */
export function applyPreset(id: string, columns: readonly string[]): RecognisedPreset | null {
  const preset = PRESETS.find((one) => one.id === id);
  if (!preset) return null;
  const [best] = findersOf(preset, columnsByName(columns))
    .map((find) => appliedTo(preset, find))
    .sort((one, other) => other.matched.length - one.matched.length);
  return best ?? null;
}

function appliedTo(preset: Preset, find: Find): RecognisedPreset {
  const { fields, matched } = filledBy(preset, find);
  const preFilter = filterOf(preset.preFilter ?? '', find);
  const match = matchOf(fields);
  return { ...summaryOf(preset), fields, preFilter, matched, ...(match && { match }) };
}

/** What a preset takes columns for, as a report has it. */
export const matchingOf = (
  { matched, ...preset }: RecognisedPreset,
  columns: readonly string[]
): Matching => {
  const named = new Set(matched.map(({ column }) => column));
  return {
    matched: matched.map((one) => ({ ...one, reason: 'preset' })),
    unmatched: columns.filter((column) => !named.has(column)),
    preset,
  };
};

/** Contacts are known by their names, and namesakes are told apart by their companies. Null for users. */
export function matchOf([first]: Fields): { phonebookEntry: string[] } | null {
  if (first?.type !== 'phonebookEntry') return null;
  const parts = 'organisation' in first.values ? ['displayName', 'organisation'] : ['displayName'];
  return { phonebookEntry: parts };
}

export const summaryOf = ({ id, name, description }: Preset): PresetSummary => ({
  id,
  name,
  description,
});

const isOf = ({ columns, without = [] }: Preset, find: Find): boolean =>
  columns.every((column) => find(column) !== null) &&
  without.every((column) => find(column) === null);

/** How a preset's columns are found in each of its languages. */
const findersOf = ({ languages = {} }: Preset, byName: ReadonlyMap<string, string>): Find[] =>
  [{}, ...Object.values(languages)].map(
    (names: Record<string, string | string[]>) => (column) =>
      [names[column] ?? column]
        .flat()
        .flatMap((name) => byName.get(normalizeName(name)) ?? [])[0] ?? null
  );

/**
 * The fields of a preset, as far as the file has their columns, and the columns that they name. An
 * entry needs a name, a phone its MAC address.
 */
function filledBy({ records }: Preset, find: Find): Pick<RecognisedPreset, 'fields' | 'matched'> {
  const matched: RecognisedPreset['matched'] = [];
  const fields = RECORD_TYPES.flatMap((type) => {
    const values: Record<string, FieldValue> = {};
    const ofType: RecognisedPreset['matched'] = [];
    for (const [attribute, given] of Object.entries(records[type] ?? {})) {
      const named = new Set<string>();
      const value = valueOf(given, (name) => {
        const column = find(name);
        if (column !== null) named.add(column);
        return column;
      });
      if (!value) continue;
      values[attribute] = value;
      ofType.push(...[...named].map((column) => ({ column, type, attribute })));
    }
    const isMade = type === 'phone' ? 'mac' in values : Object.keys(values).length > 0;
    if (!isMade) return [];
    matched.push(...ofType);
    return [{ type, values }];
  });
  return { fields, matched };
}

/** A filter for the columns of the file; a condition on a column that it has not is left out. */
function filterOf(text: string, find: Find): string {
  const rows = filterRows(text);
  if (!rows) return withColumns(text, find).text;
  const conditions = rows.conditions.flatMap((condition) => {
    const column = find(condition.column);
    return column === null ? [] : [{ ...condition, column }];
  });
  return filterText({ ...rows, conditions });
}

/** A value with the names of the file's columns; null where none of them is there. */
function valueOf(given: PresetValue, find: Find): FieldValue | null {
  if (Array.isArray(given)) return firstOf(given.flatMap((one) => valueOf(one, find) ?? []));
  if (typeof given === 'string') return joinOf([given], find);
  if ('join' in given) return joinOf(given.join, find);
  if ('numbered' in given) return numberOf(given, find);
  if (given.expression !== undefined) {
    const { text, found } = withColumns(given.expression, find);
    return found ? { ...given, expression: text } : null;
  }
  if (given.column === undefined) return given;
  const column = find(given.column);
  return column === null ? null : { ...given, column };
}

/** The first of the values that is not empty. */
function firstOf([first, ...others]: FieldValue[]): FieldValue | null {
  if (!first || others.length === 0 || first.column === undefined) return first ?? null;
  const convert = others.map(({ column = '', user }): Conversion => ({
    default: user === undefined ? { column } : { user },
  }));
  return { ...first, convert: [...(first.convert ?? []), ...convert] };
}

function joinOf(names: string[], find: Find): FieldValue | null {
  const [column, ...columns] = names.flatMap((name) => find(name) ?? []);
  if (column === undefined) return null;
  return columns.length === 0
    ? { column }
    : { column, convert: [{ join: { columns, separator: ' ' } }] };
}

/** Numbers of one label stand in one cell. */
const BETWEEN = ':::';
/** How many pairs of columns are looked at. */
const PAIRS = 20;

function numberOf({ numbered, like, unlike }: Numbered, find: Find): FieldValue | null {
  const numbers = Array.from({ length: PAIRS }, (_, index) => index + 1).flatMap((number) => {
    const label = find(`Phone ${number} - ${numbered}`);
    const value = find(`Phone ${number} - Value`);
    if (label === null || value === null) return [];
    const taken = `$trim($split(${columnReference(value)}, '${BETWEEN}')[0])`;
    const isAlike = `$contains(${columnReference(label)}, /${like ?? unlike}/i)`;
    return like === undefined ? `(${isAlike} ? '' : ${taken})` : `(${isAlike} ? ${taken} : '')`;
  });
  return numbers.length > 0 ? { expression: `$first([${numbers.join(', ')}])` } : null;
}

/** A column of a contact's second number, or a later one: a file has them only where somebody has as many. */
export const isOfFurtherNumber = (column: string): boolean =>
  /^Phone (?!1 )\d+ - (?:Label|Type|Value)$/i.test(column);

/** An expression with the names of the file's columns, and whether it has any of them; nothing stands in others. */
export function withColumns(expression: string, find: Find): { text: string; found: boolean } {
  let found = false;
  const text = expression.replace(/`([^`]+)`/g, (_, name: string) => {
    const column = find(name);
    if (column === null) return "''";
    found = true;
    return columnReference(column);
  });
  return { text, found };
}

/** Excel knows the encoding by it. */
const BYTE_ORDER_MARK = '\uFEFF';

/** A file with columns that automatic matching knows and a row to write over, in a language. */
export function exampleFile(language: Language): ExampleFile {
  const { name, delimiter, row } = examples[language];
  const lines = [Object.keys(row), Object.values(row)].map((cells) => cells.join(delimiter));
  return { name, text: `${BYTE_ORDER_MARK}${lines.join('\r\n')}\r\n` };
}
