import { isUtf8 } from 'node:buffer';
import { bytesOf, type PhpText, textOf } from '../values';

/** A text that patterns are looked for in: as PHP has it, and as JavaScript's expressions read it. */
export class Subject {
  private knownIndex = 0;
  private knownOffset = 0;

  private constructor(
    readonly bytes: PhpText,
    /** The bytes, or their text in UTF-16. */
    readonly text: string,
    private readonly isUtf: boolean
  ) {}

  /** Null where the text should be UTF-8 and is not. */
  static of(bytes: PhpText, isUtf: boolean): Subject | null {
    if (!isUtf) return new Subject(bytes, bytes, false);
    const text = textOf(bytes);
    const isSame = text === bytes || isUtf8(Buffer.from(bytes, 'latin1'));
    return isSame ? new Subject(bytes, text, true) : null;
  }

  /** A part of the text, in bytes. */
  bytesOf(part: string): PhpText {
    return this.isUtf ? bytesOf(part) : part;
  }

  between(start: number, end: number): PhpText {
    return this.bytesOf(this.text.slice(start, end));
  }

  /** The number of bytes before a place in `text`. */
  offsetOf(index: number): number {
    if (!this.isUtf) return index;
    const between = this.text.slice(
      Math.min(index, this.knownIndex),
      Math.max(index, this.knownIndex)
    );
    const length = Buffer.byteLength(between, 'utf8');
    this.knownOffset += index < this.knownIndex ? -length : length;
    this.knownIndex = index;
    return this.knownOffset;
  }

  /** The place in `text` after so many bytes; null within a character. */
  indexOf(offset: number): number | null {
    if (!this.isUtf) return offset;
    const next = this.bytes.charCodeAt(offset);
    return next >= 0x80 && next < 0xc0 ? null : textOf(this.bytes.slice(0, offset)).length;
  }

  /** The place after the character at another one. */
  after(index: number): number {
    const code = this.isUtf ? (this.text.codePointAt(index) ?? 0) : 0;
    return index + (code > 0xffff ? 2 : 1);
  }
}
