import type { Problem } from '../../../../../shared/codes/kinds';
import type { Expression, Statement } from '../tree';
import type { Evaluate, Execute, Scope } from './frame';
import type { Place } from './places';
import type { Callee } from './callables';

/** Something that a snippet may not have, and where: 0-based, in its text. */
export interface Refusal {
  offset: number;
  problem: Problem;
}

/** What the parts of the compiler need of each other. */
export interface Compiler {
  expression(node: Expression, scope: Scope): Evaluate;
  place(node: Expression, scope: Scope): Place;
  /** Null where it is no place that can be written to. */
  placeOrNull(node: Expression, scope: Scope): Place | null;
  statement(node: Statement, scope: Scope): Execute;
  block(nodes: readonly Statement[], scope: Scope): Execute;
  /** The functions that the snippet defines, by their names in lower case. */
  readonly functions: ReadonlyMap<string, Callee>;
  /** How the source writes the name of a column that the snippet names. */
  column(name: string): string;
  /** Notes what the snippet may not have; what stands in its place gives null. */
  refuse(offset: number, problem: Problem): Evaluate;
  warn(problem: Problem): void;
}
