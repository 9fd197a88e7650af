import { problem } from '../../../shared/codes/texts';
import type { Matching } from '../../../shared/contracts/runs';
import { ATTRIBUTES, isSecret, RECORD_TYPES } from '../../../shared/records';
import type { Diagnostics } from './diagnostics';
import type { TemplateLineage } from './lineage';
import { fieldNames, nearTo, normalizeName } from './names';
import type { MappingDefinition } from './types';

/** The attributes that identify records have to be such as can. */
export function checkMatch(match: MappingDefinition['match'], diagnostics: Diagnostics): void {
  for (const type of RECORD_TYPES) {
    const name = match[type];
    const candidates = Object.entries(ATTRIBUTES[type])
      .filter(
        ([, definition]) => !isSecret(definition) && ['string', 'mac'].includes(definition.kind)
      )
      .map(([attribute]) => attribute);
    if (candidates.includes(name)) continue;
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

/** A template that never fills the key of a user would fail with every row. */
export function checkKey(
  { match, template }: MappingDefinition,
  { makesUser, fills }: TemplateLineage,
  matching: Matching | null,
  diagnostics: Diagnostics
): void {
  if (!makesUser || fills.has(`user.${match.user}`)) return;
  const attribute = match.user;
  const mayFill = (name: string): boolean => template.includes(name) && isNameOf(name, attribute);
  if (matching) {
    const key = matching.pinned ? 'no-key-column/pinned' : 'no-key-column';
    diagnostics.problem('match.user', problem(key, { attribute }));
  } else if (!fieldNames('user').some(mayFill)) {
    diagnostics.problem('match.user', problem('no-key-field', { attribute }));
  }
}

const isNameOf = (name: string, attribute: string): boolean =>
  name === attribute || (ATTRIBUTES.user[attribute]?.codes ?? []).includes(name);

/** Shorter names stand in too many others. */
const TELLING_LENGTH = 5;

const GENERATED = ['extension', 'password', 'sipPassword', 'pin'] as const;

const ALL_NAMES: readonly (readonly [attribute: string, name: string])[] = [
  ...Object.entries(ATTRIBUTES.user),
  ...Object.entries(ATTRIBUTES.phonebookEntry),
].flatMap(([attribute, { synonyms }]) =>
  [normalizeName(attribute), ...synonyms].map((name) => [attribute, name] as const)
);

/** Whether a column is, by its name, likely to hold an attribute: the longest known name in it is one of the attribute's. */
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

/** Warns where a value is made up for users although a column that nothing reads could hold it. */
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
