import type { ParamsOfKey } from '../../../../shared/codes/catalogue';
import { problem } from '../../../../shared/codes/problems';
import { SourceError } from '../../utils/errors';
import { type Archive, damaged, encrypted, openArchive } from './archive';
import { openOds } from './ods';
import { partOfType, relationships } from './parts';
import type { Workbook } from './types';
import { openXlsx } from './xlsx';

type FileKind = ParamsOfKey<'binary-file'>['what'];

/** The error for a file of a kind that is not read. */
export const otherKind = (what: FileKind): SourceError =>
  new SourceError(problem('binary-file', { what }));

const OPEN_DOCUMENT = 'application/vnd.oasis.opendocument';

const beginningOf = async (chunks: AsyncIterable<Buffer>): Promise<string> => {
  for await (const chunk of chunks) return chunk.toString('latin1').trim();
  return '';
};

/** What is in files of Microsoft's older kind of container, by a name in its directory. */
const COMPOUND: [name: string, make: () => SourceError][] = [
  ['EncryptedPackage', encrypted],
  ['WordDocument', () => otherKind('word')],
  ['PowerPoint Document', () => otherKind('powerPoint')],
];

/** The error for a file in Microsoft's older container: a workbook that needs a password, or one of before 2007. */
export const compoundKind = async (chunks: AsyncIterable<Buffer>): Promise<SourceError> => {
  const names = COMPOUND.map(([name, make]) => ({ name: Buffer.from(name, 'utf16le'), make }));
  let end: Buffer = Buffer.alloc(0);
  for await (const chunk of chunks) {
    const seen = Buffer.concat([end, chunk]);
    const found = names.find(({ name }) => seen.includes(name));
    if (found) return found.make();
    end = seen.subarray(-64);
  }
  return otherKind('excel');
};

/** What an Office document is by its main part; null for a workbook. */
const otherOfficeKind = (part: string): FileKind | null => {
  if (part.endsWith('.bin')) return 'excelBinary';
  if (part.startsWith('word/')) return 'word';
  if (part.startsWith('ppt/')) return 'powerPoint';
  return part.startsWith('xl/') || part.endsWith('.xml') ? null : 'zip';
};

const openByContent = async (archive: Archive): Promise<Workbook> => {
  if (archive.has('mimetype')) {
    const type = await beginningOf(archive.part('mimetype'));
    if (type.startsWith(`${OPEN_DOCUMENT}.spreadsheet`)) return openOds(archive);
    throw otherKind(type.startsWith(OPEN_DOCUMENT) ? 'openDocument' : 'zip');
  }
  if (archive.has('[Content_Types].xml')) {
    const part = partOfType(await relationships(archive, ''), 'officeDocument');
    if (part === undefined) throw damaged('part', 'xl/workbook.xml');
    const other = otherOfficeKind(part);
    if (other === null) return openXlsx(archive, part);
    throw otherKind(other);
  }
  const isNumbers = archive.has('Index.zip') || archive.has('Index/Document.iwa');
  throw otherKind(isNumbers ? 'numbers' : 'zip');
};

/**
 * Opens a file that is a ZIP archive as the workbook that it is.
 * @throws SourceError `binary-file`, `damaged-workbook`, `encrypted-workbook`, `workbook-too-large`
 */
export const openWorkbook = async (file: string, signal?: AbortSignal): Promise<Workbook> =>
  openByContent(await openArchive(file, signal));
