import type { Core, Modules } from '@strapi/strapi';
import { errors } from '@strapi/utils';

import { problem } from '../../../shared/codes/problems';
import { ATTRIBUTES, isSecret, RECORD_TYPES, type RecordType } from '../../../shared/records';
import { bookkeepingAttributes } from '../content-types/attributes';
import { UIDS } from '../constants';
import type { Secrets } from '../secrets';
import { invalid, invalidAt } from '../utils/validation';
import { readObject } from '../storage/cells';
import { from, inOneTransaction, type Transaction } from '../storage/database';
import { isInvalid, NOT_UNIQUE, refusal, uniqueViolation } from '../storage/database-errors';
import { normaliseInput } from '../storage/records/normalise-input';
import { isByRun } from '../storage/records/document-writer';
import { recordTables, type RecordTable } from '../storage/tables';
import { takenAttributes } from '../storage/records/shared-identities';
import { toCells } from '../storage/records/update-entities';
import { bySomebody, notingMoved } from './hand-edits';
import { clearedMatch } from './matched-attribute';

type Values = Record<string, unknown>;
type Middleware = Modules.Documents.Middleware.Middleware;

const WRITES = ['create', 'update', 'clone'];

const typeOf = (uid: string): RecordType | undefined =>
  RECORD_TYPES.find((type) => UIDS[type] === uid);

/** A copy belongs to no profile, and has no secret of the original. */
const notCopied = (type: RecordType): Record<string, null> => {
  const bookkeeping = Object.keys(bookkeepingAttributes(type));
  const secrets = Object.entries(ATTRIBUTES[type])
    .filter(([, definition]) => isSecret(definition))
    .map(([name]) => name);
  return Object.fromEntries([...bookkeeping, ...secrets].map((name) => [name, null]));
};

const protect = async (
  service: Secrets,
  type: RecordType,
  secrets: Record<string, string | null>
): Promise<Record<string, string | null>> => {
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
 * Ids of the entities that a write returns: a document, or with `clone` its entries; none when there
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
  const entity: { fingerprints: unknown } | undefined = await from(strapi, table.table, transaction)
    .select({ fingerprints: table.column('connectorFingerprint') })
    .where('id', id)
    .first();
  const kept = Object.entries(readObject(entity?.fingerprints) ?? {}).filter(
    ([name]) => !(name in secrets)
  );
  const connectorFingerprint = kept.length > 0 ? Object.fromEntries(kept) : null;
  await from(strapi, table.table, transaction)
    .where('id', id)
    .update(toCells(table, { ...secrets, connectorFingerprint }));
};

/** What a record has before it is updated or copied: a value that stays may be one that would be refused today. */
const storedValues = async (
  strapi: Core.Strapi,
  { action, uid, params }: Parameters<Middleware>[0]
): Promise<Values> => {
  const documentId = 'documentId' in params ? params.documentId : undefined;
  if (action === 'create' || typeof documentId !== 'string') return {};
  return (await strapi.db.query(uid).findOne({ where: { documentId } })) ?? {};
};

/** Strapi's error for a value of a unique attribute that another record has, in its words and with a code. */
const notUnique = (type: RecordType, attributes: string[], values: Values): Error => {
  const found = attributes.map((name) => {
    const value = values[name];
    const what = problem('not-unique', { type, attribute: name, value: String(value) });
    return { ...what, path: [name], message: NOT_UNIQUE, name: 'ValidationError', value };
  });
  const message = found.length === 1 ? NOT_UNIQUE : `${found.length} errors occurred`;
  return new errors.ValidationError(message, { errors: found });
};

/** What the database refused: a value that two writes at once both found free, or one that an app's own attribute cannot have. */
const asInvalid = (error: unknown, table: RecordTable, values: Values): unknown => {
  if (isInvalid(error)) return error;
  const taken = uniqueViolation(error, table);
  if (taken !== null) return notUnique(table.type, [taken], values);
  const refused = refusal(error, table);
  return refused
    ? invalid([invalidAt(refused.attribute === null ? [] : [refused.attribute], refused.what)])
    : error;
};

/**
 * Asks for the identity of a value where Strapi, for a unique attribute, would ask for the value in
 * the database's collation.
 * @throws ValidationError that names the fields
 */
const refuseTaken = async (
  strapi: Core.Strapi,
  table: RecordTable,
  { action, stored, values }: { action: string; stored: Values; values: Values },
  transaction: Transaction
): Promise<void> => {
  const wanted = action === 'clone' ? { ...stored, ...values } : values;
  const own = action === 'update' ? String(stored.documentId) : null;
  const taken = await takenAttributes(strapi, table, wanted, own, transaction);
  if (taken.length > 0) throw notUnique(table.type, taken, wanted);
};

/**
 * Stands between Strapi and what people and apps write, by REST, GraphQL, content manager or code:
 * values get the form in which runs write them; secrets are taken out before Strapi hashes what it
 * takes for a login's password, and stored encrypted or hashed in the same transaction; a value
 * that another record has is an error of that field.
 */
export const createDocumentsMiddleware =
  ({ strapi, secrets: service }: { strapi: Core.Strapi; secrets: Secrets }): Middleware =>
  async (context, next) => {
    const type = typeOf(context.uid);
    if (!type || !WRITES.includes(context.action)) {
      return next();
    }
    const params = context.params as { data?: Values };
    const stored = await storedValues(strapi, context);
    const { values, secrets, problems } = normaliseInput(type, params.data ?? {}, stored);
    if (context.action === 'update' && !isByRun()) {
      problems.push(...(await clearedMatch(strapi, type, stored, values)));
    }
    if (problems.length > 0) {
      throw invalid(problems);
    }
    const data =
      context.action === 'clone'
        ? { ...values, ...notCopied(type) }
        : {
            ...values,
            ...(context.action === 'update' &&
              !isByRun() &&
              (await bySomebody(strapi, type, stored, values, secrets))),
          };
    Object.assign(context, { params: { ...params, data } });

    const protectedSecrets = await protect(service, type, secrets);
    const table = recordTables(strapi)[type];
    try {
      // Once: an app's own middlewares come after this one.
      return await inOneTransaction(strapi, async (transaction) => {
        const wanted = { action: context.action, stored, values };
        await refuseTaken(strapi, table, wanted, transaction);
        const isUsersEdit = type === 'user' && context.action !== 'clone' && !isByRun();
        const result = isUsersEdit
          ? await notingMoved(strapi, { stored, values }, transaction, async () => next(), idsOf)
          : await next();
        if (Object.keys(protectedSecrets).length > 0) {
          for (const id of idsOf(result)) {
            await storeSecrets(strapi, table, id, protectedSecrets, transaction);
          }
        }
        return result;
      });
    } catch (error) {
      throw asInvalid(error, table, values);
    }
  };
