import { Ber, BerReader, BerWriter } from 'ldapts';

/** A tag and what it holds, in bytes (X.690). */
export interface Element {
  tag: number;
  content: Buffer;
}

/** The first element and what follows it; null when it has not arrived whole. */
export const firstElement = (bytes: Buffer): { element: Element; rest: Buffer } | null => {
  const reader = new BerReader(bytes);
  const tag = reader.readSequence();
  if (tag === null || reader.length > reader.remain) return null;
  const end = reader.offset + reader.length;
  return {
    element: { tag, content: bytes.subarray(reader.offset, end) },
    rest: bytes.subarray(end),
  };
};

/** All elements that these bytes are made of. */
export const elements = (bytes: Buffer): Element[] => {
  const found: Element[] = [];
  let rest = bytes;
  while (rest.length > 0) {
    const first = firstElement(rest);
    if (!first) throw new Error(`These bytes end within an element: ${bytes.toString('hex')}`);
    found.push(first.element);
    ({ rest } = first);
  }
  return found;
};

export const toNumber = (content: Buffer): number =>
  content.length === 0 ? 0 : content.readIntBE(0, content.length);

export const element = (tag: number, ...content: Buffer[]): Buffer => {
  const writer = new BerWriter();
  writer.writeBuffer(Buffer.concat(content), tag);
  return writer.buffer;
};

export const sequence = (...content: Buffer[]): Buffer =>
  element(Ber.Sequence | Ber.Constructor, ...content);

export const octets = (value: string | Buffer, tag: number = Ber.OctetString): Buffer =>
  element(tag, Buffer.from(value));

export const integer = (value: number, tag: number = Ber.Integer): Buffer => {
  const writer = new BerWriter();
  writer.writeInt(value, tag);
  return writer.buffer;
};
