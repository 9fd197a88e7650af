import { createReadStream } from 'node:fs';

import type { ReadyProfile, Source } from '../../../shared/profile';
import { mappingDefinitionOf } from '../mapping';
import type { MappedRow } from '../mapping/types';
import { itemsOf } from '../plan/items';
import type { LoadedProfile } from '../profiles';
import { asUploaded, isDelivered } from '../profiles/delivery';
import type { RowFix } from '../sources/types';
import { isBelow } from '../storage/forgetting/person';
import type { LineSpan } from '../uploads/blank-lines';
import type { KeyNames } from '../utils/record-keys';
import type { Workers } from '../worker/pool';

/** What a file has of a person, and what tells its other rows. */
export interface FoundRows {
  /** The numbers of the person's rows. */
  own: number[];
  /** Their lines; the last one of a file may be of more than it says. */
  spans: LineSpan[];
  /** Equal for two files with the same other rows. */
  others: string;
  encoding: string | undefined;
}

/** The source as a file that is at hand is read. */
const asFile = (source: ReadyProfile['source']): Source | null => {
  if (isDelivered(source)) return source;
  return source.type === 'csv' ? asUploaded(source) : null;
};

/** True for a file whose lines are none: a workbook. */
export const isArchive = async (file: string): Promise<boolean> => {
  for await (const chunk of createReadStream(file, { end: 1 })) return String(chunk) === 'PK';
  return false;
};

/** A text as it may stand in a file: in the encodings that files have, a byte being a character. */
const spellings = (text: string): string[] =>
  (['utf8', 'latin1', 'utf16le'] as const).map((encoding) =>
    Buffer.from(text, encoding).toString('latin1').toLowerCase()
  );

/** Whether a file may have any of some texts; of an archive nobody can tell without reading it. */
export const mayHold = async (file: string, texts: readonly string[]): Promise<boolean> => {
  if (await isArchive(file)) return true;
  const sought = texts.flatMap(spellings);
  const longest = Math.max(0, ...sought.map(({ length }) => length));
  let before = '';
  for await (const chunk of createReadStream(file)) {
    const text = before + (chunk as Buffer).toString('latin1').toLowerCase();
    if (sought.some((one) => text.includes(one))) return true;
    before = text.slice(-longest);
  }
  return false;
};

/** Follows rows as they come. */
const createFinder = (keys: readonly string[], known: ReadonlySet<number>) => {
  const found: Omit<FoundRows, 'others' | 'encoding'> = { own: [], spans: [] };
  let open: LineSpan | null = null;
  let count = 0;
  let sum = 0;
  const isOwn = ({ records, kept = [], ...row }: MappedRow, match: KeyNames): boolean =>
    itemsOf({ ...row, records: [...records, ...kept] }, match).some(
      ({ key }) => key !== null && isBelow(keys, key)
    );
  return {
    found,
    add(row: MappedRow, match: KeyNames): void {
      if (open) open.last = Math.max(open.first, row.row - 1);
      open = null;
      if (isOwn(row, match)) {
        open = { first: row.row, last: Infinity };
        found.own.push(row.row);
        found.spans.push(open);
        return;
      }
      if (known.has(row.row)) return;
      count += 1;
      sum = (sum * 31 + row.row) % Number.MAX_SAFE_INTEGER;
    },
    others: (): string => `${count} ${sum}`,
  };
};

/**
 * Looks which rows of a file are about a person, as the profile maps them; the pre-filter leaves none out.
 * @param known rows that are known to be the person's
 * @throws ConnectorError where it cannot be read to its end
 */
export const findRows = async (
  { workers }: { workers: Pick<Workers, 'read'> },
  { file: profile, pinned }: LoadedProfile,
  { file, fixes, folder }: { file: string; fixes: RowFix[]; folder: string },
  keys: readonly string[],
  known: ReadonlySet<number> = new Set()
): Promise<FoundRows> => {
  const source = asFile(profile.source);
  const finder = createFinder(keys, known);
  let match: KeyNames | null = null;
  let encoding: string | undefined;
  if (source === null) return { ...finder.found, others: '', encoding };
  const definition = { ...mappingDefinitionOf(profile, pinned), preFilter: '' };
  await workers.read(
    { source, definition, file, fixes, lines: null, validators: null, person: null, folder },
    {
      signal: new AbortController().signal,
      onStarted: () => undefined,
      onOpened: (opened) => {
        if (opened.notModified) return;
        match = opened.keys;
        encoding = opened.detected?.encoding;
      },
      onBatch: (rows) => {
        for (const row of rows) if (match) finder.add(row, match);
      },
    }
  );
  return { ...finder.found, others: finder.others(), encoding };
};
