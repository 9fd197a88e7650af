import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';

import type { Core } from '@strapi/strapi';

import type { Secrets } from '../secrets';
import type { RowFix } from '../sources/types';
import { from, inTransaction } from '../storage/database';
import { modelTable } from '../storage/tables';
import type { Content } from './content';
import { UPLOAD_CHUNK_UID } from './model';
import { KEPT, type UploadRow, type UploadRows } from './rows';

/** A file that is kept, with what it was read by. */
export interface HeldFile {
  /** Its id. */
  key: string;
  /** The documentId of its profile; null while it waits for one. */
  profile: string | null;
  /** Whether a run has read it without its being uploaded. */
  isOfRun: boolean;
  sha256: string;
}

/** What a file that is about to take another's place is called until it does. */
const REWRITTEN = 'rewritten:';

interface RewritingNeeds {
  strapi: Core.Strapi;
  secrets: Pick<Secrets, 'encrypt'>;
  rows: UploadRows;
  writeChunks: Content['writeChunks'];
  forget(id: number): void;
}

/** Changes of files that are kept: what is erased in them, and which go. */
export const createRewriting = ({
  strapi,
  secrets,
  rows,
  writeChunks,
  forget,
}: RewritingNeeds) => ({
  /** All files, those that nobody has taken yet too. */
  async held(): Promise<HeldFile[]> {
    const found: UploadRow[] = await rows.uploads().findMany({
      where: { complete: true },
      orderBy: { id: 'asc' },
    });
    return found.map(({ key, profile, sha256 }) => {
      const isOfRun = profile?.startsWith(KEPT) ?? false;
      const owner = isOfRun ? (profile ?? '').slice(KEPT.length) : profile;
      return { key, profile: owner, isOfRun, sha256: sha256 ?? '' };
    });
  },

  /** Gives a file another content and other corrections, in one step; its id stays. Returns its digest. */
  async rewrite(
    key: string,
    content: AsyncIterable<Buffer>,
    fixes: readonly RowFix[]
  ): Promise<string> {
    await rows.removeAll({ key: { $startsWith: REWRITTEN } });
    const next = await rows.insert(`${REWRITTEN}${randomUUID()}`, null, '');
    const written = await writeChunks(next.id, Readable.from(content));
    const current = await rows.find(key);
    if (!current) {
      await rows.remove([next]);
      return written.sha256;
    }
    forget(current.id);
    const sealed = fixes.length === 0 ? null : secrets.encrypt(JSON.stringify(fixes));
    await inTransaction(strapi, async (transaction) => {
      const uploads = rows.uploads();
      // Where it was committed already, the other one is gone.
      if (!(await uploads.findOne({ where: { id: next.id }, select: ['id'] }))) return;
      const chunks = () => from(strapi, modelTable(strapi, UPLOAD_CHUNK_UID), transaction);
      await chunks().where('upload_id', current.id).delete();
      await chunks().where('upload_id', next.id).update({ upload_id: current.id });
      await uploads.update({ where: { id: current.id }, data: { ...written, fixes: sealed } });
      await uploads.deleteMany({ where: { id: next.id } });
    });
    forget(current.id);
    return written.sha256;
  },

  /** Removes a file, whosever it is. */
  async drop(key: string): Promise<void> {
    await rows.removeAll({ key });
  },
});
