import type { Generate } from '../../../shared/contracts/profiles';
import { ATTRIBUTES } from '../../../shared/records';
import type { Findings } from './findings';
import { normalizeName } from './names';

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

/**
 * Warns where a value is made up for users although a column that nothing reads could hold it.
 *
 * @param filled `user.extension` and so on, of what columns fill
 */
export function noteLeftOver(
  generate: Generate,
  unread: readonly string[],
  filled: ReadonlySet<string>,
  findings: Findings
): void {
  for (const attribute of GENERATED) {
    if (!generate[attribute] || filled.has(`user.${attribute}`)) continue;
    const columns = unread.filter((column) => couldHold(column, attribute));
    if (columns.length === 0) continue;
    const names = columns.map((column) => `"${column}"`).join(', ');
    findings.warn(
      columns.join(', '),
      'generated-beside-column',
      `A value for ${attribute} is made up where a user has none, although ${names} of the source may hold it and is not read. Fill ${attribute} from it, or switch generating off.`
    );
  }
}
