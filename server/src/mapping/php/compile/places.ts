import type { Problem } from '../../../../../shared/codes/kinds';
import { problem } from '../../../../../shared/codes/problems';
import { PhpArray, share } from '../array';
import { toText } from '../conversions';
import { arrayKey, elementOf, isElementSet, withByte } from '../elements';
import { ROW, rowColumn } from '../row';
import type { Run } from '../run';
import { type Expression, type LookupNode, offsetOf, type VariableNode } from '../tree';
import {
  isArray,
  isClosure,
  PhpError,
  type PhpKey,
  type PhpValue,
  type Reference,
  bytesOf,
} from '../values';
import type { Compiler } from './compiler';
import { bindVariable, constant, type Evaluate, type Frame, type Scope, variableIn } from './frame';

/** Where a value is kept, its keys computed: they are computed once for what is read and written. */
export interface Spot {
  /** The value as it is; null where there is none. */
  read(): PhpValue;
  /** Whether there is a value but null. */
  isSet(): boolean;
  write(value: PhpValue): void;
  /** Writes what was made of the value that is there. */
  update(value: PhpValue): void;
  /** The array that is kept there, which nobody else has; one is put where there is none. */
  array(): PhpArray;
  /** What is kept there, to be shared. */
  reference(): Reference;
  bind(reference: Reference): void;
  unset(): void;
}

/** A compiled variable or element. */
export type Place = (frame: Frame) => Spot;

/** The array in a value that is about to be written to. */
function writableArray(value: PhpValue, run: Run): PhpArray {
  if (value === null) return new PhpArray();
  if (isArray(value)) return run.writable(value);
  if (isClosure(value)) throw new PhpError('Error', 'Cannot use object of type Closure as array');
  if (typeof value === 'string')
    throw new PhpError('Error', '[] operator not supported for strings');
  if (value === false) return new PhpArray();
  throw new PhpError('Error', 'Cannot use a scalar value as an array');
}

function appended(key: PhpKey | null): PhpKey {
  if (key !== null) return key;
  throw new PhpError(
    'Error',
    'Cannot add element to the array as the next element is already occupied'
  );
}

class VariableSpot implements Spot {
  constructor(
    private readonly frame: Frame,
    private readonly slot: number
  ) {}

  reference(): Reference {
    return variableIn(this.frame, this.slot);
  }

  read(): PhpValue {
    return this.frame.slots[this.slot]?.value ?? null;
  }

  isSet(): boolean {
    return this.read() !== null;
  }

  write(value: PhpValue): void {
    this.reference().value = value;
  }

  update(value: PhpValue): void {
    this.write(value);
  }

  array(): PhpArray {
    const variable = this.reference();
    const array = writableArray(variable.value, this.frame.evaluation.run);
    variable.value = array;
    return array;
  }

  bind(reference: Reference): void {
    bindVariable(this.frame, this.slot, reference);
  }

  unset(): void {
    const variable = this.frame.slots[this.slot];
    if (variable) variable.holders -= 1;
    this.frame.slots[this.slot] = undefined;
  }
}

/** `$row`, which is not the row again once it was unset. */
class RowSpot extends VariableSpot {
  override unset(): void {
    super.unset();
    this.reference();
  }
}

/** `$x["key"]`; without a key the place after the last one. */
class ElementSpot implements Spot {
  constructor(
    private readonly frame: Frame,
    private readonly outer: Spot,
    private readonly keyNow: (() => PhpValue) | undefined
  ) {}

  private get key(): PhpValue | undefined {
    return this.keyNow?.();
  }

  private get run() {
    return this.frame.evaluation.run;
  }

  /** Whether it is a byte of a text. */
  private get isByte(): boolean {
    return typeof this.outer.read() === 'string';
  }

  /** The key of an element; one of its own where there is none. */
  private keyIn(array: PhpArray): PhpKey {
    if (this.key !== undefined) return arrayKey(this.key);
    return appended(array.append(null));
  }

  read(): PhpValue {
    if (this.key === undefined) throw new PhpError('Error', 'Cannot use [] for reading');
    return elementOf(this.outer.read(), this.key);
  }

  isSet(): boolean {
    return this.key !== undefined && isElementSet(this.outer.read(), this.key);
  }

  write(value: PhpValue): void {
    const held = this.outer.read();
    if (typeof held === 'string' && this.key !== undefined) {
      if (this.outer instanceof ElementSpot && this.outer.isByte) {
        throw new PhpError('Error', 'Cannot use string offset as an array');
      }
      return this.outer.write(withByte(held, this.key, toText(value), this.run));
    }
    const array = this.outer.array();
    this.run.elements(array.size + 1, 1);
    if (this.key === undefined) {
      appended(array.append(value));
    } else {
      array.hold(arrayKey(this.key), value);
    }
  }

  update(value: PhpValue): void {
    if (this.isByte) {
      throw new PhpError('Error', 'Cannot use assign-op operators with string offsets');
    }
    this.write(value);
  }

  array(): PhpArray {
    const outer = this.outer.array();
    const key = this.keyIn(outer);
    const array = writableArray(outer.get(key) ?? null, this.run);
    this.run.elements(outer.size + 1, 1);
    outer.hold(key, array);
    return array;
  }

  reference(): Reference {
    const outer = this.outer.array();
    this.run.elements(outer.size + 1, 1);
    return outer.reference(this.keyIn(outer));
  }

  bind(reference: Reference): void {
    const outer = this.outer.array();
    this.run.elements(outer.size + 1, 1);
    outer.bind(this.keyIn(outer), reference);
  }

  unset(): void {
    const held = this.outer.read();
    if (typeof held === 'string') throw new PhpError('Error', 'Cannot unset string offsets');
    if (held === null || held === false || this.key === undefined) return;
    if (!isArray(held)) {
      throw new PhpError('Error', 'Cannot unset offset in a non-array variable');
    }
    const key = arrayKey(this.key);
    if (held.has(key)) this.outer.array().delete(key);
  }
}

/** What is no variable but can be looked into: `f()["x"]`. What is written there is lost. */
class ValueSpot implements Spot {
  constructor(
    private value: PhpValue,
    private readonly run: Run
  ) {}

  read(): PhpValue {
    return this.value;
  }

  isSet(): boolean {
    return this.value !== null;
  }

  write(value: PhpValue): void {
    this.value = value;
  }

  update(value: PhpValue): void {
    this.write(value);
  }

  array(): PhpArray {
    return writableArray(share(this.value), this.run);
  }

  reference(): Reference {
    throw new PhpError('Error', 'Cannot take a reference of a value that is no variable');
  }

  bind(): void {
    this.reference();
  }

  unset(): void {
    this.value = null;
  }
}

/** `$row` is what a snippet is given; it becomes an array when more than single columns of it are asked for. */
function rowVariable(frame: Frame, slot: number): void {
  if (frame.slots[slot]) return;
  variableIn(frame, slot).value = share(frame.evaluation.row());
}

/** Names of variables that are not the snippet's own. */
const FOREIGN =
  /^(?:this|GLOBALS|_(?:SERVER|GET|POST|FILES|COOKIE|SESSION|REQUEST|ENV)|argv|argc)$/;

/** The column that a node reads as `$row["job"]`, where `$row` is the row. */
export const columnIn = (node: Expression, scope: Scope): string | null =>
  scope.seesRow ? rowColumn(node) : null;

/** Compiles what can be written to: variables and elements. */
export const placesOf = (compiler: Compiler) => {
  const variable = (node: VariableNode, scope: Scope): Place => {
    const { name } = node;
    if (typeof name !== 'string') {
      return refused(node, problem('php-expression/variable'));
    }
    if (FOREIGN.test(name)) {
      return refused(node, problem('php-expression/global', { found: `$${name}` }));
    }
    const slot = scope.slotOf(name);
    if (name !== ROW || !scope.seesRow) return (frame) => new VariableSpot(frame, slot);
    return (frame) => {
      rowVariable(frame, slot);
      return new RowSpot(frame, slot);
    };
  };

  const refused = (node: Expression, what: Problem): Place => {
    compiler.refuse(offsetOf(node), what);
    return (frame) => new ValueSpot(null, frame.evaluation.run);
  };

  const element = (node: LookupNode, scope: Scope): Place => {
    const { what, offset } = node;
    const outer = placeOrNull(what, scope) ?? valuePlace(compiler.expression(what, scope));
    if (offset === false) return (frame) => new ElementSpot(frame, outer(frame), undefined);
    const column = columnIn(node, scope);
    const key =
      column === null
        ? compiler.expression(offset, scope)
        : constant(bytesOf(compiler.column(column)));
    // PHP reads a variable when it looks up its element: `$list[$i] = $i++` writes to the second.
    const isLate = offset.kind === 'variable';
    return (frame) => {
      const inner = outer(frame);
      const known = isLate ? null : key(frame);
      return new ElementSpot(frame, inner, () => (isLate ? key(frame) : known));
    };
  };

  const placeOrNull = (node: Expression, scope: Scope): Place | null => {
    if (node.kind === 'variable') return variable(node, scope);
    return node.kind === 'offsetlookup' ? element(node, scope) : null;
  };

  const place = (node: Expression, scope: Scope): Place => {
    const found = placeOrNull(node, scope);
    if (found) return found;
    compiler.refuse(offsetOf(node), problem('php-expression/write'));
    return (frame) => new ValueSpot(null, frame.evaluation.run);
  };

  return { place, placeOrNull };
};

const valuePlace =
  (value: Evaluate): Place =>
  (frame) =>
    new ValueSpot(value(frame), frame.evaluation.run);
