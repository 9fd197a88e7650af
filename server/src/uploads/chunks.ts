/** How many bytes a piece has at most. */
export const CHUNK_BYTES = 256 * 1024;

/** The bytes in pieces of one size, but for the last. */
export async function* inChunks(
  stream: AsyncIterable<Buffer | string>,
  size = CHUNK_BYTES
): AsyncGenerator<Buffer> {
  let parts: Buffer[] = [];
  let held = 0;
  for await (const part of stream) {
    let rest = Buffer.from(part);
    while (held + rest.length >= size) {
      const taken = rest.subarray(0, size - held);
      yield Buffer.concat([...parts, taken]);
      rest = rest.subarray(taken.length);
      parts = [];
      held = 0;
    }
    if (rest.length > 0) {
      parts.push(rest);
      held += rest.length;
    }
  }
  if (held > 0) yield Buffer.concat(parts);
}
