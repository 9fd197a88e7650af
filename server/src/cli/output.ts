import type { ChangeView } from '../../../shared/contracts/runs';
import { changesText } from './changes';

/** What a command answers: a document for scripts, the same as text for people. */
export interface Outcome {
  json: object;
  text: string;
  exitCode: number;
  /** A run's changes, where they are asked for: `changes` of the document, a table below the text. */
  changes?: AsyncIterable<ChangeView[]>;
}

const INDENT = 2;

const indented = (value: unknown, depth: number): string =>
  JSON.stringify(value, null, INDENT).replaceAll('\n', `\n${' '.repeat(depth * INDENT)}`);

/** The document in pieces: it is never held as a whole. */
export async function* jsonPieces({ json, changes }: Outcome): AsyncGenerator<string> {
  const document = JSON.stringify(json, null, INDENT);
  if (!changes) {
    yield `${document}\n`;
    return;
  }
  const margin = ' '.repeat(INDENT);
  yield `${document.slice(0, document.lastIndexOf('\n}'))},\n${margin}"changes": [`;
  let printed = 0;
  for await (const change of each(changes)) {
    const separator = printed > 0 ? ',' : '';
    yield `${separator}\n${margin}${margin}${indented(change, 2)}`;
    printed += 1;
  }
  yield printed > 0 ? `\n${margin}]\n}\n` : ']\n}\n';
}

async function* each<Item>(batches: AsyncIterable<Item[]>): AsyncGenerator<Item> {
  for await (const batch of batches) yield* batch;
}

/** The text in pieces. */
export async function* textPieces({ text, changes }: Outcome): AsyncGenerator<string> {
  yield `${text}\n`;
  if (!changes) return;
  yield '\n';
  yield* changesText(changes);
}
