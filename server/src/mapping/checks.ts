import type { Problem } from '../../../shared/codes/kinds';
import { problemKey, problem, withNotes } from '../../../shared/codes/problems';
import type { Matching } from '../../../shared/contracts/runs';
import { partsOfKey } from '../../../shared/identity';
import { ATTRIBUTES, isSecret, RECORD_TYPES } from '../../../shared/records';
import { isCompound, keyNames } from '../utils/record-keys';
import type { Diagnostics, Position } from './diagnostics';
import type { Expression } from './expressions';
import { NAME, type TemplateLineage } from './lineage';
import type { Secrets } from './masking';
import { fieldNames, isSecretTarget, nearTo, normalizeName } from './names';
import type { Template } from './template';
import type { MappingDefinition, SecretUse } from './types';

/** Finds attributes that cannot identify a record of their type. */
export function checkKeyAttributes(
  keys: MappingDefinition['match'],
  diagnostics: Diagnostics
): void {
  for (const type of RECORD_TYPES) {
    const candidates = Object.entries(ATTRIBUTES[type])
      .filter(
        ([, definition]) => !isSecret(definition) && ['string', 'mac'].includes(definition.kind)
      )
      .map(([attribute]) => attribute);
    const name = [keys[type]].flat().find((part) => !candidates.includes(part));
    if (name === undefined) continue;
    diagnostics.problem(
      `match.${type}`,
      problem('unknown-attribute', {
        type,
        name,
        near: nearTo(name, candidates),
        allowed: candidates,
      })
    );
  }
}

/** Finds a template that never fills the key of a user: every row would fail. */
export function checkKey(
  { match, template }: MappingDefinition,
  { makesUser, fills }: TemplateLineage,
  matching: Matching | null,
  diagnostics: Diagnostics
): void {
  const attribute = keyNames(match).user;
  // Of a compound key each part is looked at by itself.
  if (!makesUser || isCompound(attribute) || fills.has(`user.${attribute}`)) return;
  const mayFill = (name: string): boolean => template.includes(name) && isNameOf(name, attribute);
  if (matching) {
    const key = matching.pinned ? 'no-key-column/pinned' : 'no-key-column';
    diagnostics.problem('match.user', problem(key, { attribute }));
  } else if (!fieldNames('user').some(mayFill)) {
    diagnostics.problem(
      'match.user',
      problem(template.trim() === '' ? 'no-key-field/fields' : 'no-key-field', { attribute })
    );
  }
}

/** Finds a column that says which rows an export means and that is no longer there: others would be taken. */
export function checkPresetFilter(
  filter: Expression,
  columns: readonly string[],
  diagnostics: Diagnostics
): void {
  const missing = filter.columns?.filter((column) => !columns.includes(column)) ?? [];
  if (missing.length === 0) return;
  diagnostics.problem('preFilter', problem('pinned-filter-column-missing', { columns: missing }));
}

/** Finds a part of a compound key that nothing fills, or only columns that the source lacks: other keys would mean other records. */
export function checkKeyParts(
  match: MappingDefinition['match'],
  { fills, references }: TemplateLineage,
  unfilled: ReadonlySet<string>,
  diagnostics: Diagnostics
): void {
  const names = keyNames(match);
  for (const type of RECORD_TYPES) {
    const isMade = [...fills.keys()].some((target) => target.startsWith(`${type}.`));
    if (!isMade || !isCompound(names[type])) continue;
    const isFilled = (target: string): boolean =>
      fills.has(target) && !unfilled.has(target) && !references.has(target);
    const attribute = partsOfKey(names[type]).find((part) => !isFilled(`${type}.${part}`));
    if (attribute === undefined) continue;
    diagnostics.problem(`match.${type}`, problem('no-key-part', { type, attribute }));
  }
}

const isNameOf = (name: string, attribute: string): boolean =>
  name === attribute || (ATTRIBUTES.user[attribute]?.codes ?? []).includes(name);

/** Shorter names occur within too many others. */
const TELLING_LENGTH = 5;

const GENERATED = ['extension', 'password', 'sipPassword', 'pin'] as const;

const ALL_NAMES: readonly (readonly [attribute: string, name: string])[] = [
  ...Object.entries(ATTRIBUTES.user),
  ...Object.entries(ATTRIBUTES.phonebookEntry),
].flatMap(([attribute, { synonyms }]) =>
  [normalizeName(attribute), ...synonyms].map((name) => [attribute, name] as const)
);

/** Whether the name of a column suggests an attribute: the longest known name in it is one of the attribute's. */
function couldHold(column: string, attribute: string): boolean {
  const name = normalizeName(column);
  const exact = ALL_NAMES.filter(([, known]) => known === name);
  if (exact.length > 0) return exact.some(([of]) => of === attribute);
  const within = ALL_NAMES.filter(
    ([, known]) => known.length >= TELLING_LENGTH && name.includes(known)
  );
  const longest = Math.max(...within.map(([, known]) => known.length));
  return within.some(([of, known]) => of === attribute && known.length === longest);
}

/** Warns where a value is generated for users although a column that nothing reads could hold it. */
export function warnUnreadColumns(
  { generate }: MappingDefinition,
  columns: readonly string[],
  fedBy: ReadonlyMap<string, string[] | null>,
  unfilled: ReadonlySet<string>,
  diagnostics: Diagnostics
): void {
  if (!generate || [...fedBy.values()].includes(null)) return;
  const read = new Set([...fedBy.values()].flat());
  const unread = columns.filter((name) => !read.has(name));
  for (const attribute of GENERATED) {
    const target = `user.${attribute}`;
    if (!generate[attribute] || (fedBy.has(target) && !unfilled.has(target))) continue;
    const candidates = unread.filter((column) => couldHold(column, attribute));
    if (candidates.length === 0) continue;
    diagnostics.warn(
      candidates.join(', '),
      problem('generated-beside-column', { attribute, columns: candidates })
    );
  }
}

/** The parts of a mapping in which a secret could come to light. */
interface SecretUses {
  preFilter: Expression | null;
  template: Template;
  templateLineage: TemplateLineage;
  secrets: Secrets;
  /** Null where the source's columns are not known. */
  columns: readonly string[] | null;
}

/** What a mapping does with secret columns and a new profile may not. */
interface SecretExposure {
  /** `type.attribute` that everybody may see and that a secret column fills. */
  targets: string[];
  /** Whether the value of a secret decides what is rendered. */
  decides: boolean;
}

/** Finds what a mapping does with secrets: a problem where it is to be refused, one warning of each kind where it goes on. */
export function checkSecrets(
  uses: SecretUses,
  refuse: readonly SecretUse[],
  diagnostics: Diagnostics
): SecretExposure {
  checkFilter(uses, refuse, diagnostics);
  const decides = checkConditions(uses, refuse.includes('test'), diagnostics);
  const targets = checkTargets(uses, refuse.includes('show'), diagnostics);
  return { targets, decides };
}

/** Finds what a pre-filter alone does with secrets. */
export function checkFilter(
  { preFilter, secrets, columns }: Pick<SecretUses, 'preFilter' | 'secrets' | 'columns'>,
  refuse: readonly SecretUse[],
  diagnostics: Diagnostics
): void {
  if (!preFilter) return;
  const read = preFilter.reads?.filter((column) => secrets.guarded.has(column));
  const [first] = read ?? secrets.guarded;
  const mayReadAny = read === undefined && columns === null;
  if (first === undefined && !mayReadAny) return;
  const what =
    first === undefined
      ? problem('secret-in-filter/whole-row')
      : problem('secret-in-filter', { columns: [...new Set(read ?? secrets.guarded)] });
  if (refuse.includes('test')) {
    const place = first === undefined ? null : (preFilter.places.get(first) ?? null);
    diagnostics.problem('preFilter', what, place);
  } else if (first !== undefined) {
    const applied = problem('applied-as-before', { masked: false });
    diagnostics.warn('preFilter', withNotes(what, applied));
  }
}

/** Whether the value of a secret decides what is rendered. */
function checkConditions(
  { template, secrets }: SecretUses,
  isRefused: boolean,
  diagnostics: Diagnostics
): boolean {
  const found = template.conditions.flatMap(({ tested, compared, position }) => {
    // Whether a computed value is there may depend on the secret's value.
    const names = [...compared, ...tested.filter((name) => secrets.variables.has(name))];
    const sources = names.filter(secrets.hides).flatMap(secrets.sourcesOf);
    return sources.length > 0 ? [{ sources, position }] : [];
  });
  const decidesBy = (sources: string[]): Problem =>
    problem('secret-in-condition', { columns: [...new Set(sources)] });
  if (isRefused) {
    for (const { sources, position } of found) {
      diagnostics.problem('template', decidesBy(sources), position);
    }
  } else if (found.length > 0) {
    const what = decidesBy(found.flatMap(({ sources }) => sources));
    const applied = problem('applied-as-before', { masked: true });
    diagnostics.warn('template', withNotes(what, applied));
  }
  return found.length > 0;
}

interface Showing {
  target: string;
  sources: string[];
  position: Position;
}

/** The attributes that a secret column fills though everybody may see them. */
function checkTargets(uses: SecretUses, isRefused: boolean, diagnostics: Diagnostics): string[] {
  const found = showings(uses);
  if (isRefused) {
    for (const showing of found) {
      const what = problem('secret-column-shown', namesOf(showing));
      diagnostics.problem('template', what, showing.position);
    }
  } else if (found.length > 0) {
    const uses = new Map(
      found.map((showing) => {
        const use = problem('column-fills', namesOf(showing));
        return [problemKey(use), use];
      })
    );
    const what = problem('secret-column-shown/stored', { uses: [...uses.values()] });
    diagnostics.warn('template', what);
  }
  return [...new Set(found.map(({ target }) => target))];
}

const showings = ({ template, templateLineage, secrets }: SecretUses): Showing[] =>
  template.sites.flatMap(({ variables, position }, site) => {
    const sources = variables.filter(secrets.hides).flatMap(secrets.sourcesOf);
    if (sources.length === 0) return [];
    const targets = [...(templateLineage.targets.get(site) ?? [])].filter(
      (name) => !isSecretTarget(name)
    );
    return targets.map((target) => ({ target, sources, position }));
  });

/** A target of no type is the name of a list or field. */
const namesOf = ({ target, sources }: Showing) => ({
  columns: [...new Set(sources)],
  target: target === NAME ? null : target,
});
