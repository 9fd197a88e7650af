import type { Core } from '@strapi/strapi';

import { problem } from '../../../shared/codes/problems';
import type {
  NewPhonebook,
  PhonebookAccess,
  PhonebookContent,
  PhonebookFormat,
} from '../../../shared/contracts/remote-phonebooks';
import { UIDS } from '../constants';
import { patientRepository } from '../storage/patience';
import { NotFoundError } from '../utils/errors';

/** A remote phonebook as its table has it. */
export interface StoredPhonebook extends PhonebookContent {
  documentId: string;
  format: PhonebookFormat;
  access: PhonebookAccess;
  username: string | null;
  secretDigest: string | null;
  createdAtMs: number;
  revokedAtMs: number | null;
  lastUsedAtMs: number | null;
  lastUsedFrom: string | null;
}

interface Row extends Omit<StoredPhonebook, 'user'> {
  userDocumentId: string | null;
}

const fromRow = ({ userDocumentId, ...row }: Row): StoredPhonebook => ({
  ...row,
  labels: row.labels ?? [],
  conditions: row.conditions ?? [],
  user: userDocumentId,
});

type Changes = Partial<Omit<StoredPhonebook, 'documentId'>>;

const toRow = ({ user, ...rest }: Changes): Record<string, unknown> => ({
  ...rest,
  ...(user !== undefined && { userDocumentId: user }),
});

/** Keeps remote phonebooks, and when they were used. */
export const createStore = (strapi: Core.Strapi) => {
  const repository = () => patientRepository(strapi, UIDS.remotePhonebook);

  const find = async (documentId: string): Promise<StoredPhonebook | null> => {
    const row: Row | null = await repository().findOne({ where: { documentId } });
    return row && fromRow(row);
  };

  /** @throws NotFoundError `remote-phonebook-not-found` */
  const load = async (documentId: string): Promise<StoredPhonebook> => {
    const stored = await find(documentId);
    if (!stored) throw new NotFoundError(problem('remote-phonebook-not-found'));
    return stored;
  };

  return {
    find,
    load,

    async list(): Promise<StoredPhonebook[]> {
      const rows: Row[] = await repository().findMany({
        orderBy: [{ name: 'asc' }, { id: 'asc' }],
      });
      return rows.map(fromRow);
    },

    async create(
      phonebook: NewPhonebook & Pick<StoredPhonebook, 'username' | 'secretDigest' | 'createdAtMs'>
    ): Promise<StoredPhonebook> {
      return fromRow(await repository().create({ data: toRow(phonebook) }));
    },

    async change(documentId: string, changes: Changes): Promise<StoredPhonebook> {
      await load(documentId);
      await repository().updateMany({ where: { documentId }, data: toRow(changes) });
      return load(documentId);
    },

    async remove(documentId: string): Promise<void> {
      await load(documentId);
      await repository().deleteMany({ where: { documentId } });
    },
  };
};

export type PhonebookStore = ReturnType<typeof createStore>;
