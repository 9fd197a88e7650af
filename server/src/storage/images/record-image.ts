import type { Core } from '@strapi/strapi';

import { ATTRIBUTES, isSecret } from '../../../../shared/records';
import { bookkeepingAttributes } from '../../content-types/attributes';
import type { RecordImage } from '../../plan/undo/types';
import { chunked } from '../../utils/collections';
import { parseJson, readBoolean, readCell, readTime } from '../cells';
import { from, type Transaction } from '../database';
import { digested, digestName, sharedName } from '../digests';
import type { RecordTable } from '../tables';

type Cells = Record<string, unknown>;

/** A value by Strapi's type of its attribute, as it is written again. */
const valueOf = (type: string, cell: unknown): unknown => {
  if (cell === null || cell === undefined) return null;
  switch (type) {
    case 'json':
      return parseJson(cell);
    case 'boolean':
      return readBoolean(cell);
    case 'datetime':
      return readTime(cell);
    default:
      return cell;
  }
};

/** Follows from the values, and is made anew with them; or says when the entity was written last. */
const isDerived = ({ type }: RecordTable, name: string): boolean =>
  ['id', 'documentId', 'updatedAt'].includes(name) ||
  digested(type).some((of) => [digestName(of), sharedName(of)].includes(name));

type Kind = keyof RecordImage;

const kindOf = ({ type }: RecordTable, name: string): Kind => {
  const definition = Object.hasOwn(ATTRIBUTES[type], name) && ATTRIBUTES[type][name];
  if (definition) return isSecret(definition) ? 'secrets' : 'attributes';
  return Object.hasOwn(bookkeepingAttributes(type), name) ? 'bookkeeping' : 'rest';
};

/** What is in a record, by its entity. Secrets stay as the database has them: encrypted or hashed. */
export const imageOf = (table: RecordTable, cells: Cells): RecordImage => {
  const image: RecordImage = { attributes: {}, secrets: {}, bookkeeping: {}, rest: {} };
  for (const [name, column] of table.columns) {
    if (isDerived(table, name)) continue;
    const cell = cells[column] ?? null;
    const kind = kindOf(table, name);
    if (kind === 'attributes') {
      const definition = ATTRIBUTES[table.type][name];
      image.attributes[name] = definition ? readCell(definition.kind, cell) : null;
    } else if (kind === 'secrets') image.secrets[name] = cell === null ? null : String(cell);
    else image[kind][name] = valueOf(table.typeOf(column), cell);
  }
  return image;
};

/** The users that entries or phones belong to, by the ids of these. */
export const usersOf = async (
  strapi: Core.Strapi,
  { link }: RecordTable,
  ids: readonly number[],
  transaction?: Transaction
): Promise<ReadonlyMap<number, number>> => {
  const users = new Map<number, number>();
  if (!link) return users;
  for (const chunk of chunked(ids)) {
    const found: { child: number; user: number }[] = await from(strapi, link.table, transaction)
      .select({ child: link.child, user: link.user })
      .whereIn(link.child, chunk);
    for (const { child, user } of found) users.set(Number(child), Number(user));
  }
  return users;
};
