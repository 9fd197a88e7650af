import path from 'node:path';
import type { Archive } from './archive';
import { type Attributes, localName, readXml } from './xml';

/** What a part refers to by an id. */
interface Relationship {
  /** The last word of its type, such as `worksheet`. */
  type: string;
  /** The name of a part. */
  target: string;
}

const folderOf = (part: string): string => path.posix.dirname(`/${part}`);

/** The name of the part that a reference in another one means; that the part is there, whoever reads it finds out. */
const partName = (from: string, reference: string): string => {
  const target = path.posix.resolve(folderOf(from), reference).slice(1);
  try {
    return decodeURI(target);
  } catch {
    return target;
  }
};

const relationshipsPart = (part: string): string =>
  path.posix.join(folderOf(part), '_rels', `${path.posix.basename(part)}.rels`).slice(1);

/**
 * What a part of an Office document refers to, by id; the document's own part is ''. What lies
 * outside of the document is none of it.
 */
export const relationships = async (
  archive: Archive,
  part: string
): Promise<Map<string, Relationship>> => {
  const found = new Map<string, Relationship>();
  const name = relationshipsPart(part);
  if (!archive.has(name)) return found;
  await readXml(archive.part(name), {
    open(element, { Id, Type = '', Target, TargetMode }: Attributes) {
      if (localName(element) !== 'Relationship' || TargetMode === 'External') return;
      if (Id === undefined || Target === undefined) return;
      const type = Type.slice(Type.lastIndexOf('/') + 1);
      found.set(Id, { type, target: partName(part, Target) });
    },
    close: () => undefined,
  });
  return found;
};

/** The part of the document that a relationship of this type leads to. */
export const partOfType = (
  found: ReadonlyMap<string, Relationship>,
  type: string
): string | undefined => [...found.values()].find((one) => one.type === type)?.target;
