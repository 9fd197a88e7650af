import type { PhpArray } from './array';
import { type Argument, type PhpClosure, PhpError, type PhpValue } from './values';

/** What one evaluation of a snippet may take. */
export interface RunLimits {
  milliseconds: number;
  /** Calls of functions within each other. */
  depth: number;
  /** Elements of one array. */
  elements: number;
}

/** Bytes of one text: many times what a value may have in the end. */
const TEXT_LENGTH = 1_048_576;

/** Bytes and elements that a snippet makes in all, whether it still has them or not. */
const MEMORY = 33_554_432;

/** What an element of an array counts for, next to bytes of texts. */
const ELEMENT = 16;

/** What an array counts for, however few elements it has. */
const ARRAY = 256;

/** So many steps a snippet may take, whatever the machine: its result must not depend on how fast that is. */
const STEPS = 1_000_000;

/** The clock is looked at each time so many steps were taken. */
const STEPS_PER_LOOK = 1_024;

const NONE: ReadonlyMap<string, Argument> = new Map();

/** One evaluation of a snippet: it counts what that takes, and ends it with a `PhpError` of kind `Limit`. */
export class Run {
  private steps = 0;
  private nextLook = STEPS_PER_LOOK;
  private used = 0;
  private depth = 0;
  private readonly deadline: number;

  constructor(private readonly limits: RunLimits) {
    this.deadline = performance.now() + limits.milliseconds;
  }

  /** Counts steps: a round of a loop, a call, an element that is looked at. */
  step(count = 1): void {
    this.steps += count;
    if (this.steps >= this.nextLook) this.look();
  }

  private look(): void {
    this.nextLook = this.steps + STEPS_PER_LOOK;
    if (this.steps > STEPS) throw new PhpError('Limit', `more than ${STEPS} steps`);
    if (performance.now() > this.deadline) {
      throw new PhpError('Limit', `longer than ${this.limits.milliseconds} milliseconds`);
    }
  }

  /** Counts a text that is about to be made; `added`: the bytes of it that were not there before. */
  text(length: number, added = length): void {
    if (length > TEXT_LENGTH)
      throw new PhpError('Limit', `a text of more than ${TEXT_LENGTH} bytes`);
    this.use(added);
  }

  /** Counts elements that are about to be put into an array, which then has `size`. */
  elements(size: number, added = size): void {
    if (size > this.limits.elements) {
      throw new PhpError('Limit', `an array of more than ${this.limits.elements} elements`);
    }
    this.step(added);
    this.use(added * ELEMENT + (added === size ? ARRAY : 0));
  }

  /** The array where nobody else has it, else a copy, which counts as one that is made. */
  writable(array: PhpArray): PhpArray {
    if (array.shared) this.elements(array.size);
    return array.writable();
  }

  private use(amount: number): void {
    this.used += amount;
    if (this.used > MEMORY) throw new PhpError('Limit', `more than ${MEMORY} bytes of memory`);
  }

  /** Calls what `work` does as a function within the one that is running. */
  within<Result>(work: () => Result): Result {
    this.step();
    if (this.depth >= this.limits.depth) {
      throw new PhpError('Limit', `functions that call each other ${this.limits.depth} times over`);
    }
    this.depth += 1;
    try {
      return work();
    } finally {
      this.depth -= 1;
    }
  }

  call(closure: PhpClosure, ...values: Argument[]): PhpValue {
    return this.within(() => closure.call({ values, named: NONE }));
  }
}
