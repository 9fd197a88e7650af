import { open, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { withTemporaryFolder } from '../utils/temporary-folder';

/** What a command answers: a document for scripts, the same as text for people. */
export interface Answer {
  /** A value of it that comes in batches is printed as one list, which is never held as a whole. */
  json: object;
  /** In pieces where it may be long. */
  text: string | AsyncIterable<string>;
  exitCode: number;
}

const INDENT = '  ';

const indented = (value: unknown, depth: number): string =>
  JSON.stringify(value, null, INDENT).replaceAll('\n', `\n${INDENT.repeat(depth)}`);

const isBatches = (value: unknown): value is AsyncIterable<unknown[]> =>
  typeof value === 'object' && value !== null && Symbol.asyncIterator in value;

async function* listPieces(batches: AsyncIterable<unknown[]>): AsyncGenerator<string> {
  let isEmpty = true;
  for await (const batch of batches) {
    for (const item of batch) {
      yield `${isEmpty ? '[' : ','}\n${INDENT.repeat(2)}${indented(item, 2)}`;
      isEmpty = false;
    }
  }
  yield isEmpty ? '[]' : `\n${INDENT}]`;
}

/** The document in pieces. */
export async function* jsonPieces({ json }: Answer): AsyncGenerator<string> {
  if (!Object.values(json).some(isBatches)) {
    yield `${JSON.stringify(json, null, INDENT)}\n`;
    return;
  }
  let separator = '{';
  for (const [name, value] of Object.entries(json)) {
    if (value === undefined) continue;
    yield `${separator}\n${INDENT}${JSON.stringify(name)}: `;
    if (isBatches(value)) yield* listPieces(value);
    else yield indented(value, 1);
    separator = ',';
  }
  yield '\n}\n';
}

/** The text in pieces. */
export async function* textPieces({ text }: Answer): AsyncGenerator<string> {
  if (typeof text === 'string') yield `${text}\n`;
  else yield* text;
}

/** Prints a text, and says whether anybody still reads. */
export type Print = (text: string) => Promise<boolean>;

const printPieces = async (pieces: AsyncIterable<string>, print: Print): Promise<void> => {
  for await (const piece of pieces) if (!(await print(piece))) break;
};

/** Prints what a command answers. A document is kept in a file until it is whole: none is printed that breaks off. */
export const printOutcome = (answer: Answer, isJson: boolean, print: Print): Promise<void> => {
  if (!isJson) return printPieces(textPieces(answer), print);
  return withTemporaryFolder(async (folder) => {
    const name = path.join(folder, 'document.json');
    const file = await open(name, 'wx+');
    try {
      // Without a name it goes with this process, however that ends.
      await rm(name);
      await writeFile(file, jsonPieces(answer));
      const text = file.createReadStream({ encoding: 'utf8', start: 0, autoClose: false });
      await printPieces(text, print);
    } finally {
      await file.close();
    }
  });
};
