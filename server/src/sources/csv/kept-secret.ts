import { isHiddenColumn, partsOf } from '../../../../shared/secret-names';
import { columnName } from '../../../../shared/text';
import type { ResolvedFormat } from './detect';
import { letters } from './columns';
import { areUsualNames } from './header';

/** Column names, and which of these columns hold secrets though their names do not say so. */
export interface KeptSecret {
  names: string[];
  secret: string[];
}

const plain = (name: string): string => columnName(name).toLowerCase();

/** Whether names hold the lines below them, because lines are said to end otherwise than they do. */
const swallowsLines = (names: string[], own: string[]): boolean =>
  names.some((name) => /[\r\n]/.test(name) && !own.includes(columnName(name)));

/**
 * Keeps secret what a file's own header calls so, where the profile has it read otherwise: with the
 * column names in another line, or in none, and divided at another character. A line of data that is
 * taken for the header does not become a name with what it says there.
 * @param known columns that hold secrets, besides those that their names tell
 */
export const keptSecret = (
  names: string[],
  { byItself, headerRow, layout }: Pick<ResolvedFormat, 'byItself' | 'headerRow' | 'layout'>,
  known: string[]
): KeptSecret => {
  if (!byItself) return { names, secret: [] };
  const isHidden = isHiddenColumn(known);
  const hidden = byItself.names.flatMap(partsOf).filter(isHidden);
  const given = new Set(names.flatMap(partsOf).map(plain));
  const isWhole = !swallowsLines(names, byItself.names);
  const isNamed = areUsualNames(names) || hidden.every((name) => given.has(plain(name)));
  if (hidden.length === 0 || (isWhole && isNamed)) return { names, secret: [] };
  const isDividedAlike =
    isWhole && byItself.names.length === names.length && byItself.delimiter === layout.delimiter;
  const isSecret = (index: number): boolean =>
    !isDividedAlike || isHidden(byItself.names[index] ?? '');
  const nameAt = (name: string, index: number): string => {
    if (headerRow === 0 || !isSecret(index)) return name;
    return isDividedAlike ? (byItself.names[index] ?? name) : letters(index);
  };
  const kept = names.map(nameAt);
  return { names: kept, secret: kept.filter((_name, index) => isSecret(index)) };
};
