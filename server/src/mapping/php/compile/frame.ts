import type { PhpArray } from '../array';
import type { Run } from '../run';
import { type PhpValue, Reference } from '../values';

/** One evaluation of a snippet for one row. */
export interface Evaluation {
  readonly run: Run;
  /** Where in the source it is: 0-based. What fails is said to have failed there. */
  at: number;
  /** The value of a column; undefined where the row has none. */
  cell(column: string): PhpValue | undefined;
  /** The whole row. */
  row(): PhpArray;
}

/** The variables of one call of a function, or of the snippet itself. */
export interface Frame {
  readonly evaluation: Evaluation;
  /** By the numbers that the scope gave their names; undefined until one is used. */
  readonly slots: (Reference | undefined)[];
  /** What a function was called with. */
  readonly args: readonly PhpValue[];
}

/** A compiled expression. It throws `PhpError`. */
export type Evaluate = (frame: Frame) => PhpValue;

export const constant =
  (value: PhpValue): Evaluate =>
  () =>
    value;

/** What leaves a statement early. */
export type Signal =
  { kind: 'break' | 'continue'; levels: number } | { kind: 'return'; value: PhpValue };

/** A compiled statement: undefined where it came to its end. */
export type Execute = (frame: Frame) => Signal | undefined;

/** The names of the variables of a function or of the snippet. */
export class Scope {
  private readonly numbers = new Map<string, number>();
  /** The loops and `switch` around what is being compiled, which `break` can leave. */
  loops = 0;

  /** @param seesRow whether `$row` is the row there: in the snippet, and in its arrow functions */
  constructor(readonly seesRow: boolean) {}

  slotOf(name: string): number {
    const known = this.numbers.get(name);
    if (known !== undefined) return known;
    this.numbers.set(name, this.numbers.size);
    return this.numbers.size - 1;
  }

  inLoop<Result>(compile: () => Result): Result {
    this.loops += 1;
    try {
      return compile();
    } finally {
      this.loops -= 1;
    }
  }

  names(): IterableIterator<string> {
    return this.numbers.keys();
  }
}

/** The variable in a slot, which is null until it is written to. */
export function variableIn(frame: Frame, slot: number): Reference {
  const known = frame.slots[slot];
  if (known) return known;
  const made = new Reference();
  made.holders = 1;
  frame.slots[slot] = made;
  return made;
}

/** Makes a variable one with whatever else has the reference. */
export function bindVariable(frame: Frame, slot: number, reference: Reference): void {
  const before = frame.slots[slot];
  if (before) before.holders -= 1;
  reference.holders += 1;
  frame.slots[slot] = reference;
}
