import { tooLarge } from './archive';

/** All texts of a workbook together may take so many bytes. */
const MOST_BYTES = 256 * 1024 * 1024;
const FIRST_BYTES = 64 * 1024;

/** The texts that the cells of a workbook share, kept as bytes: far less than as many strings. */
export class SharedStrings {
  private bytes = Buffer.allocUnsafe(FIRST_BYTES);
  private used = 0;
  private ends = new Uint32Array(1024);
  private count = 0;

  /** @throws SourceError `workbook-too-large` */
  add(text: string): void {
    // A character takes three bytes at most.
    this.reserve(text.length * 3);
    this.used += this.bytes.write(text, this.used);
    if (this.count === this.ends.length) {
      const ends = new Uint32Array(this.ends.length * 2);
      ends.set(this.ends);
      this.ends = ends;
    }
    this.ends[this.count] = this.used;
    this.count += 1;
  }

  /** Undefined where there is no text of that number. */
  get(index: number): string | undefined {
    if (!Number.isInteger(index) || index < 0 || index >= this.count) return undefined;
    return this.bytes.toString('utf8', index === 0 ? 0 : this.ends[index - 1], this.ends[index]);
  }

  private reserve(length: number): void {
    const needed = this.used + length;
    if (needed <= this.bytes.length) return;
    if (this.used > MOST_BYTES) throw tooLarge('texts', MOST_BYTES);
    const bytes = Buffer.allocUnsafe(Math.max(needed, this.bytes.length * 2));
    this.bytes.copy(bytes, 0, 0, this.used);
    this.bytes = bytes;
  }
}
