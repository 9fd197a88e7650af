import { SaxesParser } from 'saxes';
import { damaged } from './archive';

/** No part of a workbook has elements so deep within each other. */
const MOST_DEPTH = 200;
/** A text or tag that is longer than this is damage: it bounds the memory that one can take. */
const MOST_CHARACTERS = 4 * 1024 * 1024;

export type Attributes = Readonly<Record<string, string>>;

/** What is done with the elements of a document, by the names that they have in it. */
export interface XmlHandler {
  open(name: string, attributes: Attributes): void;
  close(name: string): void;
  text?(text: string): void;
}

/** A name without the prefix of its namespace. */
export const localName = (name: string): string => name.slice(name.indexOf(':') + 1);

type Decoder = InstanceType<typeof TextDecoder>;

const decoderOf = ([first, second]: Buffer): Decoder => {
  const marks: Record<string, string> = { '255 254': 'utf-16le', '254 255': 'utf-16be' };
  return new TextDecoder(marks[`${first} ${second}`] ?? 'utf-8', { fatal: true });
};

/**
 * Lets a handler see an XML document, and gives what it has taken from each chunk. Nothing outside
 * the document is looked at, and no entities but XML's own are known: a document type is refused.
 * @throws SourceError `damaged-workbook`, and those of handler and chunks
 */
export async function* parseXml<Taken>(
  chunks: AsyncIterable<Buffer>,
  handler: XmlHandler,
  taken: () => Taken[]
): AsyncGenerator<Taken[]> {
  const parser = new SaxesParser<{ xmlns: false; position: false }>({
    xmlns: false,
    position: false,
  });
  let depth = 0;
  let pending = 0;
  parser.on('opentag', ({ name, attributes }) => {
    pending = 0;
    depth += 1;
    if (depth > MOST_DEPTH) throw damaged('xml');
    handler.open(name, attributes);
  });
  parser.on('closetag', ({ name }) => {
    pending = 0;
    depth -= 1;
    handler.close(name);
  });
  const { text } = handler;
  if (text) {
    parser.on('text', (found) => text.call(handler, found));
    parser.on('cdata', (found) => text.call(handler, found));
  }
  const refuse = (): never => {
    throw damaged('xml');
  };
  parser.on('doctype', refuse);
  parser.on('error', refuse);

  let decoder: Decoder | null = null;
  const decode = (chunk?: Buffer): string => {
    try {
      decoder ??= decoderOf(chunk ?? Buffer.alloc(0));
      return chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode();
    } catch {
      return refuse();
    }
  };
  for await (const chunk of chunks) {
    const content = decode(chunk);
    pending += content.length;
    parser.write(content);
    if (pending > MOST_CHARACTERS) refuse();
    const found = taken();
    if (found.length > 0) yield found;
  }
  parser.write(decode());
  parser.close();
  const found = taken();
  if (found.length > 0) yield found;
}

/** Lets a handler see a whole XML document. */
export const readXml = async (
  chunks: AsyncIterable<Buffer>,
  handler: XmlHandler
): Promise<void> => {
  const nothing = (): never[] => [];
  for await (const found of parseXml(chunks, handler, nothing)) void found;
};
