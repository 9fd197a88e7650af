import { problem } from '../../../../shared/codes/problems';
import type { AppliedPreset, RecognisedPreset } from '../../../../shared/contracts/presets';
import type { Matching } from '../../../../shared/contracts/runs';
import type { Fields, FieldValue } from '../../../../shared/profile/fields';
import { columnName } from '../../../../shared/text';
import { Diagnostics } from '../diagnostics';
import type { Expression } from '../expressions';
import type { MappingDefinition, Samples } from '../types';
import { findName } from '../names';
import { assignPinned, fieldsOf, matchColumns } from './automatic-matching';
import { matchingOf, recognise, withColumns } from './presets';

/** The mapping of a profile that says nothing of it. */
export interface Automatic {
  matching: Matching;
  fields: Fields;
  /** `type.attribute` of what no column fills any more: it is left as it is stored. */
  left: ReadonlySet<string>;
}

/** What is known of a source to whose columns nobody has said anything. */
interface Known {
  columns: readonly string[];
  samples: Samples;
  variables: ReadonlyMap<string, Pick<Expression, 'column'>>;
}

/** True where columns are matched with attributes by their names. */
export const isAutomatic = ({
  fields = null,
  template,
}: Pick<MappingDefinition, 'fields' | 'template'>): boolean =>
  fields === null && template.trim() === '';

const NOTHING: ReadonlySet<string> = new Set();

/** What the columns of a source are taken for: as the first real run did it, or as an export that is known, or by their names. */
export function mapAutomatically(
  definition: MappingDefinition,
  known: Known,
  diagnostics: Diagnostics
): Automatic {
  const { pinned } = definition;
  if (pinned?.preset) return keptTo(pinned, pinned.preset, known.columns, diagnostics);
  const found = pinned ? null : presetFor(definition, known);
  if (found) {
    diagnostics.warn('', problem('preset-recognised', { name: found.name }), 'info');
    return { matching: matchingOf(found, known.columns), fields: found.fields, left: NOTHING };
  }
  const { columns, variables } = known;
  const names = [...new Set([...columns, ...variables.keys()])];
  const { assignment, matching, left } = pinned?.matched.length
    ? assignPinned(pinned, names, diagnostics)
    : { ...matchColumns(names, openSamples(definition, known)), left: NOTHING };
  const isMatched = assignment.user.has('extension') || left.has('user.extension');
  const hasExtensions = isMatched || Boolean(definition.generate?.extension);
  const isVariable = (name: string): boolean => variables.has(name);
  return { matching, left, fields: fieldsOf(assignment, { left, hasExtensions, isVariable }) };
}

/** What a run of a profile would take these columns for; what is to be said of them, it says itself. */
export function mappedAutomatically(
  definition: MappingDefinition,
  { columns, samples }: Omit<Known, 'variables'>
): Automatic {
  const variables = new Map(
    definition.variables.map(({ name }) => [columnName(name), { column: null }])
  );
  return mapAutomatically(definition, { columns, samples, variables }, new Diagnostics());
}

/**
 * The values by which columns may be passed over. What a variable makes of them is not known before
 * it is computed, and a profile whose key is the extension says that the column holds extensions.
 */
function openSamples({ match }: MappingDefinition, { samples, variables }: Known): Samples {
  if (match.user === 'extension') return new Map();
  const known = new Map(samples);
  for (const [name, { column }] of variables) {
    known.set(name, column === null ? [] : (samples.get(column) ?? []));
  }
  return known;
}

/** What contacts are known by unless a profile says otherwise. */
const DEFAULT_ENTRY_KEY = 'externalId';

/** What identifies records: what the profile has chosen, else what goes with an export that is known. */
export const matchWith = (
  match: MappingDefinition['match'],
  preset?: AppliedPreset
): MappingDefinition['match'] =>
  match.phonebookEntry === DEFAULT_ENTRY_KEY ? { ...match, ...preset?.match } : match;

/**
 * The export that the columns are of, where it says who the records are at least as well as the
 * names of the columns do: users have what they are known by, and contacts are no people with
 * accounts. A key that the profile has chosen stays.
 */
function presetFor(definition: MappingDefinition, known: Known): RecognisedPreset | null {
  const { recognises = false, match } = definition;
  if (!recognises || known.variables.size > 0) return null;
  const found = recognise(known.columns);
  if (!found) return null;
  const values = (type: string) => found.fields.find((one) => one.type === type)?.values;
  const user = values('user');
  if (user) return [match.user].flat().every((part) => part in user) ? found : null;
  const { user: byName } = matchColumns(known.columns, known.samples).assignment;
  if (match.user !== 'username' || byName.has('username')) return null;
  if (match.phonebookEntry === DEFAULT_ENTRY_KEY) return found;
  const isFilled = [match.phonebookEntry]
    .flat()
    .every((part) => part in (values('phonebookEntry') ?? {}));
  const { match: _match, ...rest } = found;
  return isFilled ? rest : null;
}

const withoutMissing = (value: FieldValue, columns: readonly string[]): FieldValue =>
  value.expression === undefined
    ? value
    : {
        ...value,
        expression: withColumns(value.expression, (name) => findName(name, columns) && name).text,
      };

/** A preset that is pinned, for the columns of today: what names a missing one is left alone. */
function keptTo(
  pinned: Matching,
  preset: AppliedPreset,
  columns: readonly string[],
  diagnostics: Diagnostics
): Automatic {
  const { matching, left } = assignPinned(pinned, columns, diagnostics);
  const fields = preset.fields.map(({ type, values }) => ({
    type,
    values: Object.fromEntries(
      Object.entries(values)
        .filter(([attribute]) => !left.has(`${type}.${attribute}`))
        .map(([attribute, value]) => [attribute, withoutMissing(value, columns)])
    ),
  }));
  const hasUsers = preset.fields.some(({ type }) => type === 'user');
  const isMade = (type: string): boolean =>
    !(type === 'phonebookEntry' && hasUsers && left.has('phonebookEntry.displayName')) &&
    !(type === 'phone' && left.has('phone.mac'));
  return { matching, left, fields: fields.filter(({ type }) => isMade(type)) };
}
