import type { Core, Modules } from '@strapi/strapi';

import { ATTRIBUTES, isSecret, RECORD_TYPES, type RecordType } from '../../../shared/records';
import { bookkeepingAttributes, missingAttributes } from '../content-types/attributes';
import { UIDS } from '../constants';
import { getService } from '../utils/get-service';
import { invalid } from '../utils/validation';
import { readObject } from '../write/cells';
import { from, inTransaction, type Transaction } from '../write/database';
import { NOT_UNIQUE, uniqueViolation } from '../write/database-errors';
import { readHandMade } from '../write/hand-made';
import { recordTables, type RecordTable } from '../write/tables';
import { toCells } from '../write/update-rows';

type Middleware = Modules.Documents.Middleware.Middleware;

const WRITES = ['create', 'update', 'clone'];

const typeOf = (uid: string): RecordType | undefined =>
  RECORD_TYPES.find((type) => UIDS[type] === uid);

/** A copy belongs to no profile, and has no secret of the original. */
const notCopied = (type: RecordType): Record<string, null> => {
  const bookkeeping = Object.keys({
    ...bookkeepingAttributes,
    ...(type === 'user' && missingAttributes),
  });
  const secrets = Object.entries(ATTRIBUTES[type])
    .filter(([, definition]) => isSecret(definition))
    .map(([name]) => name);
  return Object.fromEntries([...bookkeeping, ...secrets].map((name) => [name, null]));
};

const protect = async (
  strapi: Core.Strapi,
  type: RecordType,
  secrets: Record<string, string | null>
): Promise<Record<string, string | null>> => {
  const service = getService('secrets', { strapi });
  const stored: Record<string, string | null> = {};
  for (const [name, value] of Object.entries(secrets)) {
    if (value === null) {
      stored[name] = null;
    } else {
      const oneWay = ATTRIBUTES[type][name]?.kind === 'hash';
      stored[name] = oneWay ? await service.hash(value) : service.encrypt(value);
    }
  }
  return stored;
};

/**
 * Ids of the rows that a write returns: a document, or with `clone` its entries; none when there
 * was no such document.
 */
const idsOf = (result: unknown): number[] => {
  if (typeof result !== 'object' || result === null) {
    return [];
  }
  if ('entries' in result && Array.isArray(result.entries)) {
    return result.entries.flatMap(idsOf);
  }
  return 'id' in result ? [Number(result.id)] : [];
};

/**
 * Stores secrets beside what Strapi wrote. They no longer come from a source, so their fingerprints
 * go.
 */
const storeSecrets = async (
  strapi: Core.Strapi,
  table: RecordTable,
  id: number,
  secrets: Record<string, string | null>,
  transaction: Transaction
): Promise<void> => {
  const row: { fingerprints: unknown } | undefined = await from(strapi, table.table, transaction)
    .select({ fingerprints: table.column('connectorFingerprint') })
    .where('id', id)
    .first();
  const kept = Object.entries(readObject(row?.fingerprints) ?? {}).filter(
    ([name]) => !(name in secrets)
  );
  const connectorFingerprint = kept.length > 0 ? Object.fromEntries(kept) : null;
  await from(strapi, table.table, transaction)
    .where('id', id)
    .update(toCells(table, { ...secrets, connectorFingerprint }));
};

/** What a record has before it is updated: a value that stays may be one that would be refused today. */
const storedValues = async (
  strapi: Core.Strapi,
  { action, uid, params }: Parameters<Middleware>[0]
): Promise<Record<string, unknown>> => {
  const documentId = 'documentId' in params ? params.documentId : undefined;
  if (action !== 'update' || typeof documentId !== 'string') return {};
  return (await strapi.db.query(uid).findOne({ where: { documentId } })) ?? {};
};

/** Strapi checks first, in the same words; this is for two writes at once. */
const asInvalid = (error: unknown, table: RecordTable): unknown => {
  const attribute = uniqueViolation(error, table);
  return attribute === null ? error : invalid([{ path: [attribute], message: NOT_UNIQUE }]);
};

/**
 * Stands between Strapi and what people and apps write, by REST, GraphQL, content manager or code:
 * values get the form in which runs write them; secrets are taken out before Strapi hashes what it
 * takes for a login's password, and stored encrypted or hashed in the same transaction; a value
 * that another record has is an error of that field.
 */
export const createDocumentsMiddleware =
  ({ strapi }: { strapi: Core.Strapi }): Middleware =>
  async (context, next) => {
    const type = typeOf(context.uid);
    if (!type || !WRITES.includes(context.action)) {
      return next();
    }
    const params = context.params as { data?: Record<string, unknown> };
    const stored = await storedValues(strapi, context);
    const { values, secrets, problems } = readHandMade(type, params.data ?? {}, stored);
    if (problems.length > 0) {
      throw invalid(problems);
    }
    const data = context.action === 'clone' ? { ...values, ...notCopied(type) } : values;
    Object.assign(context, { params: { ...params, data } });

    const protectedSecrets = await protect(strapi, type, secrets);
    const table = recordTables(strapi)[type];
    try {
      return await inTransaction(strapi, async (transaction) => {
        const result = await next();
        if (Object.keys(protectedSecrets).length > 0) {
          for (const id of idsOf(result)) {
            await storeSecrets(strapi, table, id, protectedSecrets, transaction);
          }
        }
        return result;
      });
    } catch (error) {
      throw asInvalid(error, table);
    }
  };
