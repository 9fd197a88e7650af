import { stat } from 'node:fs/promises';

import { diskError } from '../utils/errors';

export interface DeliveredFile {
  /** Where Strapi's body middleware put it for the time of the request. */
  path: string;
  /** As it is called on the computer it came from. */
  name: string;
  /** How many bytes of it came. */
  size: number;
}

interface ParsedFile {
  filepath: string;
  originalFilename: string | null;
  size: number;
}

const isParsedFile = (value: unknown): value is ParsedFile =>
  typeof value === 'object' && value !== null && 'filepath' in value;

const filesOf = (request: object): Record<string, unknown> =>
  'files' in request && typeof request.files === 'object' ? { ...request.files } : {};

/** The files of a multipart request's field `files`. */
export const deliveredFiles = ({ request }: { request: object }): DeliveredFile[] =>
  [filesOf(request).files]
    .flat()
    .filter(isParsedFile)
    .map(({ filepath, originalFilename, size }) => ({
      path: filepath,
      name: originalFilename ?? '',
      size,
    }));

/**
 * Makes sure that all of a file that came is there: what reads requests goes on where the end of a
 * file could not be written, and a file that is cut would remove people.
 * @throws SourceError `disk-error`
 */
export const assertWhole = async ({ path, size }: DeliveredFile): Promise<void> => {
  const kept = await stat(path).catch((error: unknown) => {
    throw diskError(error);
  });
  if (kept.size !== size) throw diskError({ code: `${kept.size} of ${size} bytes` });
};

/** The paths of all files of a multipart request, whatever their field is called. */
export const temporaryPaths = ({ request }: { request: object }): string[] =>
  Object.values(filesOf(request))
    .flat()
    .filter(isParsedFile)
    .map(({ filepath }) => filepath);
