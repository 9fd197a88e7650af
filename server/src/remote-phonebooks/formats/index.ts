import type { PhonebookFormat } from '../../../../shared/contracts/remote-phonebooks';
import type { PhonebookDocument, PhonebookFormatDefinition } from '../types';
import { cisco } from './cisco';
import { fanvil } from './fanvil';
import { gigaset } from './gigaset';
import { grandstream } from './grandstream';
import { snom } from './snom';
import { vcard } from './vcard';
import { yealink } from './yealink';

export const FORMATS: Readonly<Record<PhonebookFormat, PhonebookFormatDefinition>> = {
  yealink,
  snom,
  grandstream,
  fanvil,
  cisco,
  gigaset,
  vcard,
};

/** A file's name, which may say where the page begins. */
const FILE = /^([a-z]+)(?:-(\d{1,10}))?(\.[a-z]+)$/;

/** The document that a file's name stands for, and where it begins; null for none. */
export const documentOf = (
  format: PhonebookFormat,
  file: string
): { document: PhonebookDocument; start: number } | null => {
  const [, name = '', start, ending = ''] = FILE.exec(file.toLowerCase()) ?? [];
  const { documents } = FORMATS[format];
  const document = Object.hasOwn(documents, name + ending) ? documents[name + ending] : undefined;
  if (!document || (start !== undefined && !('mostLines' in document))) return null;
  return { document, start: Number(start ?? 0) };
};

/** How many people the documents of a format have at least at most; null where one of them goes on. */
export const mostOf = (format: PhonebookFormat): number | null => {
  const documents = Object.values(FORMATS[format].documents);
  const isEndless = documents.some((one) => 'mostLines' in one || 'rangeOf' in one);
  const limits = documents.flatMap((one) => ('most' in one ? [one.most] : []));
  return isEndless ? null : Math.min(...limits);
};
