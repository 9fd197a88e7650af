import type { Core } from '@strapi/strapi';

import { RECORD_TYPES, type RecordType } from '../../../../shared/records';
import { UIDS } from '../../constants';
import type { StoredImage } from '../../plan/undo/types';
import type { Secrets } from '../../secrets';
import { giveWay } from '../../utils/turns';
import { readObject } from '../cells';
import { from, inBatches } from '../database';
import { IMAGE_UID } from '../images/model';
import { modelTable } from '../tables';
import { VERSION_UID } from './others';

type Attributes = Readonly<Record<string, unknown>>;

/** How a record was at some time, as it is kept for undoing runs or in Strapi's content history. */
export interface KeptCopy {
  type: RecordType;
  /** Null where nothing tells it. */
  id: number | null;
  documentId: string;
  /** The id of the user that it belonged to. */
  userId: number | null;
  attributes: Attributes;
  /** The profile that owned it, and the key by which that knew it. */
  owner: string | null;
  key: string | null;
}

const textOrNull = (value: unknown): string | null => (typeof value === 'string' ? value : null);

type ImageCells = {
  id: number;
  record_type: RecordType;
  record_id: number;
  document_id: string;
  payload: string;
};

async function* copiesInImages(
  strapi: Core.Strapi,
  { decrypt }: Pick<Secrets, 'decrypt'>
): AsyncGenerator<KeptCopy> {
  const query = () =>
    from(strapi, modelTable(strapi, IMAGE_UID))
      .select('id', 'record_type', 'record_id', 'document_id', 'payload')
      .whereNotNull('payload');
  for await (const images of inBatches<ImageCells>(query, 'id', 'id')) {
    for (const { record_type: type, record_id: id, document_id: documentId, payload } of images) {
      // What is null is not mentioned.
      const { userId, attributes, bookkeeping } = JSON.parse(
        decrypt(payload)
      ) as Partial<StoredImage>;
      yield {
        type,
        id: Number(id),
        documentId,
        userId: userId ?? null,
        attributes: attributes ?? {},
        owner: textOrNull(bookkeeping?.connectorProfile),
        key: textOrNull(bookkeeping?.connectorKey),
      };
    }
    await giveWay();
  }
}

interface Version extends Record<string, unknown> {
  id: number;
  content_type: string;
  related_document_id: string;
  data: unknown;
}

async function* copiesInVersions(strapi: Core.Strapi): AsyncGenerator<KeptCopy> {
  if (!strapi.db.metadata.has(VERSION_UID)) return;
  const query = () =>
    from(strapi, modelTable(strapi, VERSION_UID))
      .select('id', 'content_type', 'related_document_id', 'data')
      .whereIn('content_type', Object.values(UIDS))
      .whereNotNull('related_document_id');
  for await (const versions of inBatches<Version>(query, 'id', 'id')) {
    for (const { content_type: uid, related_document_id: documentId, data } of versions) {
      const type = RECORD_TYPES.find((one) => UIDS[one] === uid);
      const attributes = readObject(data) ?? {};
      if (type === undefined) continue;
      const owner = textOrNull(attributes.connectorProfile);
      const key = textOrNull(attributes.connectorKey);
      yield { type, id: null, documentId, userId: null, attributes, owner, key };
    }
    await giveWay();
  }
}

/** All copies that are kept of records. */
export async function* keptCopies(
  strapi: Core.Strapi,
  secrets: Pick<Secrets, 'decrypt'>
): AsyncGenerator<KeptCopy> {
  yield* copiesInImages(strapi, secrets);
  yield* copiesInVersions(strapi);
}
