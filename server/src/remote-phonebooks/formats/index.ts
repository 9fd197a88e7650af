import type { PhonebookFormat } from '../../../../shared/contracts/remote-phonebooks';
import type { ListDocument, PhonebookDocument, PhonebookFormatDefinition } from '../types';
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

export const isList = (document: PhonebookDocument): document is ListDocument =>
  'rangeOf' in document;

/** A file's name, which may say how many people come before the page. */
const FILE = /^([a-z]+)(?:-(\d{1,7}))?(\.[a-z]+)$/;

/** The document that a file's name stands for, and behind how many people it begins; null for none. */
export const documentOf = (
  format: PhonebookFormat,
  file: string
): { document: PhonebookDocument; start: number } | null => {
  const [, name = '', start, ending = ''] = FILE.exec(file.toLowerCase()) ?? [];
  const { documents } = FORMATS[format];
  const document = Object.hasOwn(documents, name + ending) ? documents[name + ending] : undefined;
  if (!document || (start !== undefined && !(isList(document) && document.most === null)))
    return null;
  return { document, start: Number(start ?? 0) };
};

/** How many people the first of a format's documents has at most; null where it goes on, page by page. */
export const mostOf = (format: PhonebookFormat): number | null => {
  const limits = Object.values(FORMATS[format].documents).flatMap((document) =>
    isList(document) ? [document.most] : []
  );
  return limits.includes(null) ? null : Math.min(...limits.filter((limit) => limit !== null));
};
