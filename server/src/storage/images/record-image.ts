import { ATTRIBUTES, isSecret } from '../../../../shared/records';
import { bookkeepingAttributes } from '../../content-types/attributes';
import type { RecordImage } from '../../plan/undo/types';
import { parseJson, readBoolean, readCell, readTime } from '../cells';
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
const derived = ({ type }: RecordTable): ReadonlySet<string> =>
  new Set([
    ...['id', 'documentId', 'updatedAt'],
    ...digested(type).flatMap((of) => [digestName(of), sharedName(of)]),
  ]);

/** How an attribute is read, and in which part of an image it stands. */
interface ReadAttribute {
  name: string;
  column: string;
  part: keyof RecordImage;
  read(cell: unknown): unknown;
}

const readAttribute = (table: RecordTable, name: string, column: string): ReadAttribute => {
  const { type } = table;
  const definition = Object.hasOwn(ATTRIBUTES[type], name) && ATTRIBUTES[type][name];
  if (definition && isSecret(definition)) {
    const read = (cell: unknown): unknown => (cell === null ? null : String(cell));
    return { name, column, part: 'secrets', read };
  }
  if (definition) {
    return { name, column, part: 'attributes', read: (cell) => readCell(definition.kind, cell) };
  }
  const part = Object.hasOwn(bookkeepingAttributes(type), name) ? 'bookkeeping' : 'rest';
  const ofStrapi = table.typeOf(column);
  return { name, column, part, read: (cell) => valueOf(ofStrapi, cell) };
};

/** Worked out once: a run may read a million records. */
const known = new WeakMap<RecordTable, ReadAttribute[]>();

const attributesOf = (table: RecordTable): ReadAttribute[] => {
  const before = known.get(table);
  if (before) return before;
  const left = derived(table);
  const attributes = [...table.columns].flatMap(([name, column]) =>
    left.has(name) ? [] : [readAttribute(table, name, column)]
  );
  known.set(table, attributes);
  return attributes;
};

/** What is in a record, by its entity. Secrets stay as the database has them: encrypted or hashed. */
export const imageOf = (table: RecordTable, cells: Cells): RecordImage => {
  const image = { attributes: {}, secrets: {}, bookkeeping: {}, rest: {} } as RecordImage;
  for (const { name, column, part, read } of attributesOf(table)) {
    const values: Record<string, unknown> = image[part];
    values[name] = read(cells[column] ?? null);
  }
  return image;
};
