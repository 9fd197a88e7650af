import { createReadStream } from 'node:fs';
import { open, writeFile } from 'node:fs/promises';
import path from 'node:path';

import type { LoadedProfile, Profiles } from '../profiles';
import { inputFingerprint } from '../runs/input';
import { FORGOTTEN_ROW } from '../sources/push/lines';
import type { RowFix } from '../sources/types';
import type { Storage } from '../storage';
import type { Person } from '../storage/forgetting/person';
import type { Traces } from '../storage/forgetting/traces';
import type { Secrets } from '../secrets';
import type { Uploads } from '../uploads';
import { blanked, lineFormOf } from '../uploads/blank-lines';
import type { LineFixStore } from '../uploads/line-fixes';
import type { HeldFile } from '../uploads/rewriting';
import { ConnectorError, logFailure } from '../utils/errors';
import { withTemporaryFolder } from '../utils/temporary-folder';
import type { Workers } from '../worker/pool';
import { findRows, type FoundRows, isArchive, mayHold } from './reading';

export interface FilesNeeds {
  profiles: Pick<Profiles, 'load'>;
  uploads: Pick<Uploads, 'held' | 'reading' | 'rewrite' | 'drop'>;
  lineFixes: Pick<LineFixStore, 'find' | 'change'>;
  workers: Pick<Workers, 'read'>;
  storage: Pick<Storage, 'runs'>;
  fingerprint: Secrets['fingerprint'];
  log: { error(text: string): void };
}

/** What kept files have of a person. */
export interface FoundFiles {
  /** Rows that are emptied. */
  rows: number;
  /** Files that go as a whole, since no single row of them can be emptied. */
  files: number;
  corrections: number;
}

interface Pass {
  person: Person;
  traces: Traces;
  erases: boolean;
}

const START_BYTES = 64 * 1024;

const startOf = async (file: string): Promise<Buffer> => {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(START_BYTES), 0, START_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
};

/** The file's bytes without the lines of some rows. */
const withoutRows = async (
  file: string,
  { spans, encoding }: FoundRows,
  isPushed: boolean
): Promise<AsyncGenerator<Buffer>> => {
  // A row of those that were sent is on the line after its number: the first one tells of all.
  const shift = isPushed ? 1 : 0;
  return blanked(createReadStream(file), {
    ...lineFormOf(await startOf(file), encoding),
    spans: spans.map(({ first, last }) => ({
      first: first + shift,
      last: isPushed ? first + shift : last,
    })),
    instead: isPushed ? FORGOTTEN_ROW : '',
  });
};

/** What is known of one file: the rows to be emptied, or that it goes. */
type Verdict = { drops: true } | { drops: false; found: FoundRows; file: string } | null;

/** Takes a person out of the files that profiles have, and out of people's corrections of them. */
export const createFiles = (needs: FilesNeeds) => {
  const { profiles, uploads, lineFixes, storage, fingerprint, log } = needs;

  /** Null where a profile is gone or broken, or cannot read files. */
  const load = async (profile: string): Promise<LoadedProfile | null> => {
    try {
      return await profiles.load(profile);
    } catch (error) {
      if (error instanceof ConnectorError) return null;
      throw error;
    }
  };

  /** The person's rows, as corrected and as they came: a correction may have made somebody else of one. */
  const rowsOf = async (
    profile: LoadedProfile,
    { file, fixes, folder }: { file: string; fixes: RowFix[]; folder: string },
    keys: readonly string[]
  ): Promise<FoundRows> => {
    if (fixes.length === 0) return findRows(needs, profile, { file, fixes, folder }, keys);
    const corrected = await findRows(needs, profile, { file, fixes, folder }, keys);
    const known = new Set(corrected.own);
    const plain = await findRows(needs, profile, { file, fixes: [], folder }, keys, known);
    const more = plain.own.filter((row) => !known.has(row));
    return {
      ...plain,
      own: [...corrected.own, ...more],
      spans: [...corrected.spans, ...plain.spans.filter(({ first }) => more.includes(first))],
    };
  };

  /** Empties the rows in a copy, and looks whether all others are still there. */
  const attempt = async (
    profile: LoadedProfile,
    file: string,
    found: FoundRows,
    folder: string,
    keys: readonly string[]
  ): Promise<string | null> => {
    if (await isArchive(file)) return null;
    const copy = path.join(folder, 'emptied');
    await writeFile(copy, await withoutRows(file, found, profile.file.source.type === 'push'));
    const left = await findRows(needs, profile, { file: copy, fixes: [], folder }, keys);
    const isSame = left.own.length === 0 && left.others === found.others;
    return isSame ? copy : null;
  };

  const examine = async (
    { profile: owner }: HeldFile,
    { file, fixes, folder }: { file: string; fixes: RowFix[]; folder: string },
    { person }: Pass
  ): Promise<Verdict> => {
    const profile = owner === null ? null : await load(owner);
    // Of somebody without a record, the key may be all that is known, and a file need not have it as it is.
    const isTold = profile === null || person.records.length > 0;
    if (isTold && !(await mayHold(file, person.values))) return null;
    if (!profile) return { drops: true };
    const keys = person.keys[profile.id] ?? [];
    try {
      const found = await rowsOf(profile, { file, fixes, folder }, keys);
      if (found.own.length === 0) return null;
      const emptied = await attempt(profile, file, found, folder, keys);
      return emptied === null ? { drops: true } : { drops: false, found, file: emptied };
    } catch (error) {
      logFailure(log, 'emptying rows of a file, which is removed instead,', error);
      return { drops: true };
    }
  };

  const passOverFile = (held: HeldFile, pass: Pass): Promise<FoundFiles & { own: number[] }> =>
    withTemporaryFolder((folder) =>
      uploads.reading(held.key, async ({ file, fixes }) => {
        const verdict = await examine(held, { file, fixes, folder }, pass);
        const own = verdict && !verdict.drops ? verdict.found.own : [];
        const kept = fixes.filter((fix) => !own.includes(fix.row) && !pass.traces.isIn(fix));
        const corrections = verdict?.drops ? fixes.length : fixes.length - kept.length;
        const counts = { rows: own.length, files: verdict?.drops ? 1 : 0, corrections, own };
        if (!pass.erases) return counts;
        if (verdict?.drops) await uploads.drop(held.key);
        else if (verdict || corrections > 0) {
          const content = createReadStream(verdict?.file ?? file);
          const sha256 = await uploads.rewrite(held.key, content, kept);
          const before = inputFingerprint({ fingerprint }, held.sha256, fixes);
          await storage.runs.renameInput(before, inputFingerprint({ fingerprint }, sha256, kept));
        }
        return counts;
      })
    );

  /** Corrections that go by the text of lines. @param own rows of the file that was read last */
  const passOverLines = async (
    profile: string,
    own: readonly number[],
    { traces, erases }: Pass
  ): Promise<number> => {
    const fixes = await lineFixes.find(profile);
    const isKept = (fix: (typeof fixes)[number]): boolean =>
      !own.includes(fix.row) && !traces.isIn(fix);
    const count = fixes.filter((fix) => !isKept(fix)).length;
    if (erases && count > 0) await lineFixes.change(profile, (list) => list.filter(isKept));
    return count;
  };

  return {
    async pass(pass: Pass): Promise<FoundFiles> {
      const all: FoundFiles = { rows: 0, files: 0, corrections: 0 };
      const ownOf = new Map<string, number[]>();
      for (const held of await uploads.held()) {
        const { own, ...counts } = await passOverFile(held, pass);
        all.rows += counts.rows;
        all.files += counts.files;
        all.corrections += counts.corrections;
        if (held.isOfRun && held.profile !== null) ownOf.set(held.profile, own);
      }
      for (const profile of Object.keys(pass.person.keys)) {
        all.corrections += await passOverLines(profile, ownOf.get(profile) ?? [], pass);
      }
      return all;
    },
  };
};

export type Files = ReturnType<typeof createFiles>;
