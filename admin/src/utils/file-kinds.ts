import type { ParamsOfKey } from '../../../shared/codes/catalogue';

type FileKind = ParamsOfKey<'binary-file'>['what'];

/** What the ends of names say of files that are not read. */
const KINDS: Readonly<Record<string, FileKind>> = {
  xls: 'excel',
  xlt: 'excel',
  xlsb: 'excelBinary',
  fods: 'flatOpenDocument',
  numbers: 'numbers',
  doc: 'word',
  docx: 'word',
  ppt: 'powerPoint',
  pptx: 'powerPoint',
  odt: 'openDocument',
  odp: 'openDocument',
  pdf: 'pdf',
  rtf: 'rtf',
  zip: 'zip',
  '7z': 'sevenZip',
  png: 'png',
  jpg: 'jpeg',
  jpeg: 'jpeg',
};

/** With what such files begin; a list of another program that is only called so is text. */
const BEGINNINGS = [
  'PK',
  '\xd0\xcf',
  '%PDF',
  '{\\rtf',
  '7z\xbc\xaf',
  '\x89PNG',
  '\xff\xd8',
  '<?xml',
];
const BEGINNING_BYTES = 8;

/** What kind of file one is that cannot be read; null where that is for the server to find out. */
export const refusedKind = async (file: File): Promise<FileKind | null> => {
  const kind = KINDS[file.name.toLowerCase().split('.').at(-1) ?? ''];
  if (kind === undefined) return null;
  const bytes = new Uint8Array(await file.slice(0, BEGINNING_BYTES).arrayBuffer());
  const beginning = String.fromCharCode(...bytes);
  return BEGINNINGS.some((one) => beginning.startsWith(one)) ? kind : null;
};
