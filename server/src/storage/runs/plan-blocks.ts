import type { ChangeView, Renaming } from '../../../../shared/contracts/runs';
import { shownKey } from '../../plan/secret-values';
import type { Change } from '../../plan/types';
import type { Secrets } from '../../secrets';
import { chunkedBySize, groupBy } from '../../utils/collections';
import { storable } from '../cells';
import { searchTextOf } from './change-search';
import { filterOf } from './search-filter';

/** How many changes a block has at most. */
const MOST_CHANGES = 100;

/** What a change's entity takes besides its search text, about, with what indexes say of it. */
const ENTITY_BYTES = 100;

/** What people see of a change, with secrets masked: it stays when the run is over. */
export type ShownChange = Pick<ChangeView, 'key' | 'label' | 'difference'> & {
  sequence: number;
  renaming?: Renaming;
};

/** The rest of it, which may hold secrets. */
type HiddenChange = Omit<Change, 'label' | 'difference' | 'renaming'>;

/** A change as its block has it. */
export interface FiledChange {
  change: Change;
  searchText: string;
  /** Both as JSON. */
  shown: string;
  hidden: string;
}

export interface PlanBlock {
  filter: string;
  shown: string;
  payload: string;
  size: number;
}

/** A block as it is read; without a payload once its run is over. */
export interface StoredBlock {
  id: number;
  size: number;
  shown: string;
  payload: string | null;
}

const textOf = (shown: ShownChange): string => {
  const text = JSON.stringify(shown);
  // Few have one, and to look for it in each value takes longer than all the rest.
  return text.includes('\\u0000') ? JSON.stringify(storable(shown)) : text;
};

const filed = (change: Change): FiledChange => {
  const { label, difference, renaming, ...hidden } = change;
  const { sequence } = change;
  const shown = {
    sequence,
    key: shownKey(change),
    label,
    difference,
    ...(renaming && { renaming }),
  };
  return {
    change,
    searchText: searchTextOf(shown),
    shown: textOf(shown),
    hidden: JSON.stringify(hidden),
  };
};

/** What encrypting makes of a text takes a third more. */
const sizeOf = ({ shown, hidden }: FiledChange): number =>
  Buffer.byteLength(shown) + (Buffer.byteLength(hidden) * 4) / 3;

function* eachFiled(changes: Iterable<Change>): Generator<FiledChange> {
  for (const change of changes) yield filed(change);
}

/**
 * The changes of each block that some are to be in, which are made as they are asked for.
 * @param size how many bytes a block holds, unless it has but one change
 */
export function* divided(changes: readonly Change[], size: number): Generator<FiledChange[]> {
  for (const ofType of groupBy(changes, ({ type }) => type).values()) {
    yield* chunkedBySize(eachFiled(ofType), { items: MOST_CHANGES, size }, sizeOf);
  }
}

const listOf = (texts: string[]): string => `[${texts.join(',')}]`;

export const blockOf = (changes: readonly FiledChange[], secrets: Secrets): PlanBlock => {
  const texts = changes.map(({ searchText }) => searchText);
  const filter = filterOf(texts);
  const shown = listOf(changes.map((change) => change.shown));
  const payload = secrets.encrypt(listOf(changes.map(({ hidden }) => hidden)));
  const size =
    filter.length +
    Buffer.byteLength(shown) +
    payload.length +
    texts.reduce((sum, text) => sum + Buffer.byteLength(text) + ENTITY_BYTES, 0);
  return { filter, shown, payload, size };
};

/** What people see of the changes of a block, by their sequence. */
export const shownIn = (shown: string): Map<number, ShownChange> =>
  new Map((JSON.parse(shown) as ShownChange[]).map((change) => [change.sequence, change]));

/** The changes of a block in the order in which it has them; none any more when its run is over. */
export const changesIn = ({ shown, payload }: StoredBlock, secrets: Secrets): Change[] => {
  if (payload === null) return [];
  const shownOf = shownIn(shown);
  return (JSON.parse(secrets.decrypt(payload)) as HiddenChange[]).flatMap((hidden) => {
    const seen = shownOf.get(hidden.sequence);
    if (!seen) return [];
    const { label, difference, renaming } = seen;
    return [Object.assign(hidden, { label, difference, ...(renaming && { renaming }) })];
  });
};

/** The block with some of its changes left out; null where it has no others. */
export const blockWithout = (
  block: StoredBlock,
  gone: ReadonlySet<number>,
  secrets: Secrets
): PlanBlock | null => {
  const kept = changesIn(block, secrets).filter(({ sequence }) => !gone.has(sequence));
  return kept.length === 0 ? null : blockOf(kept.map(filed), secrets);
};
