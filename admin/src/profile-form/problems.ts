import type { ProfileProblemView, ProfileView } from '../../../shared/contracts/profiles';
import { type Path, valueAt, withValue } from '../../../shared/path';
import { PROFILE_FIELDS, type ProfileInput, type SourceInput } from '../../../shared/profile';
import { isAtAddress } from '../utils/source-kind';
import { readServer } from './directory/servers';

/** Lists that a person adds rows to; a row that nobody has begun to fill in does not count. */
const LISTS: readonly Path[] = ['variables', 'source.fallbackUrls', 'source.groups.roles'];

type Row = string | Record<string, string>;

/** A server's address has its port from the beginning. */
const isBegun = (row: Row): boolean =>
  typeof row === 'string'
    ? readServer(row).host !== ''
    : Object.values(row).some((text) => text.trim() !== '');

const rowsAt = (draft: unknown, list: Path): Row[] | undefined =>
  valueAt(draft, list) as Row[] | undefined;

/** The part of a profile that can be sent back: what the server adds is left out. */
export const draftOf = (profile: ProfileView): ProfileInput =>
  Object.fromEntries(PROFILE_FIELDS.map((field) => [field, profile[field]])) as ProfileInput;

/** A draft as it is sent, without the rows that nobody has begun to fill in. */
export const sentOf = <Draft extends { source: SourceInput }>(draft: Draft): Draft => {
  const { source } = draft;
  const trimmed = isAtAddress(source) ? withValue(draft, 'source.url', source.url.trim()) : draft;
  return LISTS.reduce((sent, list) => {
    const rows = rowsAt(sent, list);
    return rows ? withValue(sent, list, rows.filter(isBegun)) : sent;
  }, trimmed);
};

/** A draft as it is tried: a variable that has no name yet is none. */
export const triedOf = (draft: ProfileInput): ProfileInput => ({
  ...sentOf(draft),
  variables: draft.variables.filter(({ name }) => name.trim() !== ''),
});

/** What is wrong with the range as a whole stands beside its end. */
const RANGE = 'generate.extension';

const placeIn = (draft: unknown, path: string[]): string[] => {
  const place = path.join('.');
  if (place === RANGE) return [...path, 'to'];
  const list = LISTS.find((one) => place.startsWith(`${one}.`));
  if (list === undefined) return path;
  const index = list.split('.').length;
  const rows = rowsAt(draft, list) ?? [];
  const begun = rows.flatMap((row, number) => (isBegun(row) ? [number] : []));
  const sent = path[index] ?? '';
  return path.with(index, String(begun[Number(sent)] ?? sent));
};

/** Problems of what was sent, in the places that the draft has them. */
export const placedIn = (draft: unknown, problems: ProfileProblemView[]): ProfileProblemView[] =>
  problems.map((problem) => ({ ...problem, path: placeIn(draft, problem.path) }));

const startsWith = ({ path }: ProfileProblemView, field: string): boolean =>
  `${path.join('.')}.`.startsWith(`${field}.`);

/** The problems of a field such as `source.url`, and of what is in it. */
export const problemsOf = (problems: ProfileProblemView[], field: string): ProfileProblemView[] =>
  problems.filter((problem) => startsWith(problem, field));

/** Whether it is about what another plugin brings, which has no defaults here and is kept as it is. */
export const isOfPlugin = ({ path: [field, part] }: ProfileProblemView): boolean =>
  field === 'source' && (part === 'name' || part === 'settings');
