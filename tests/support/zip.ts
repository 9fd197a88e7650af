import { deflateRawSync } from 'node:zlib';

const crcOf = (bytes: Buffer): number => {
  let sum = 0xffffffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return (sum ^ 0xffffffff) >>> 0;
};

export interface Part {
  name: string;
  content: string | Buffer;
  /** What the directory says instead of the truth. */
  size?: number;
  flags?: number;
  crc?: number;
}

const numbers = (...values: [value: number, bytes: 2 | 4][]): Buffer =>
  Buffer.concat(
    values.map(([value, bytes]) => {
      const buffer = Buffer.alloc(bytes);
      buffer.writeUIntLE(value, 0, bytes);
      return buffer;
    })
  );

/** A ZIP archive, with what a part lies about. */
export const zipOf = (parts: Part[]): Buffer => {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content, size, flags = 0x800, crc } of parts) {
    const bytes = Buffer.from(content);
    const packed = deflateRawSync(bytes);
    const title = Buffer.from(name);
    const what = numbers(
      [20, 2],
      [flags, 2],
      [8, 2],
      [0, 4],
      [crc ?? crcOf(bytes), 4],
      [packed.length, 4],
      [size ?? bytes.length, 4],
      [title.length, 2],
      [0, 2]
    );
    const file = Buffer.concat([Buffer.from('PK\x03\x04'), what, title, packed]);
    const rest = numbers([0, 2], [0, 2], [0, 2], [0, 4], [offset, 4]);
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02'), numbers([20, 2]), what, rest, title]));
    files.push(file);
    offset += file.length;
  }
  const listed = Buffer.concat(directory);
  const count = parts.length;
  const end = numbers(
    [0, 2],
    [0, 2],
    [count, 2],
    [count, 2],
    [listed.length, 4],
    [offset, 4],
    [0, 2]
  );
  return Buffer.concat([...files, listed, Buffer.from('PK\x05\x06'), end]);
};
