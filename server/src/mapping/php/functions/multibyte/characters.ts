import type { Run } from '../../run';
import type { PhpText } from '../../values';
import { type Encoding, UTF8 } from './encodings';

/** By their first bytes, as PHP counts: so many bytes belong to a character, whether they are there or not. */
const TWO = 0xc2;
const THREE = 0xe0;
const FOUR = 0xf0;
const BEYOND = 0xf8;

function sizeAt(bytes: PhpText, place: number): number {
  const first = bytes.charCodeAt(place);
  if (first < TWO || first >= BEYOND) return 1;
  if (first < THREE) return 2;
  return first < FOUR ? 3 : 4;
}

/** How many bytes are walked over for one step. */
const WALK = 6;

/** A text by its characters: where each begins. */
export class Characters {
  /** Where characters begin, and where the last one ends; null where each has one byte. */
  private readonly starts: number[] | null;

  constructor(
    readonly bytes: PhpText,
    encoding: Encoding,
    run: Run
  ) {
    run.step(bytes.length >> WALK);
    this.starts = encoding === UTF8 && /[\x80-\xff]/.test(bytes) ? startsOf(bytes) : null;
  }

  get length(): number {
    return this.starts ? this.starts.length - 1 : this.bytes.length;
  }

  slice(from: number, to: number): PhpText {
    return this.bytes.slice(this.byteAt(from), this.byteAt(to));
  }

  byteAt(character: number): number {
    return this.starts ? (this.starts[character] ?? this.bytes.length) : character;
  }

  /** The number of the character at a byte. */
  characterAt(byte: number): number {
    if (!this.starts) return byte;
    let [low, high] = [0, this.starts.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.starts[middle] ?? 0) < byte) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function startsOf(bytes: PhpText): number[] {
  const starts: number[] = [];
  for (let place = 0; place < bytes.length; place += sizeAt(bytes, place)) starts.push(place);
  starts.push(bytes.length);
  return starts;
}
