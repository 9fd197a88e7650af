export interface DeliveredFile {
  /** Where Strapi's body middleware put it for the time of the request. */
  path: string;
  /** As it is called on the computer it came from. */
  name: string;
}

interface ParsedFile {
  filepath: string;
  originalFilename: string | null;
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
    .map(({ filepath, originalFilename }) => ({ path: filepath, name: originalFilename ?? '' }));

/** The paths of all files of a multipart request, whatever their field is called. */
export const temporaryPaths = ({ request }: { request: object }): string[] =>
  Object.values(filesOf(request))
    .flat()
    .filter(isParsedFile)
    .map(({ filepath }) => filepath);
