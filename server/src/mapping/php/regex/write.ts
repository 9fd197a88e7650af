import type { Alphabet } from './characters';
import type { PatternLiteral } from './literal';
import { type PatternAdvice, PatternRefusal } from './refusal';
import {
  canBeEmpty,
  certainGroups,
  groupsIn,
  isEmptyLast,
  partsOf,
  type LookNode,
  type PatternNode,
  type ReferenceNode,
  type RepeatNode,
  widthOf,
} from './tree';

/**
 * Writes a pattern as JavaScript has it, with the flag `u` and no other that changes its meaning; throws
 * `PatternRefusal` where there is no such expression.
 */
export class Writer {
  private readonly captures = new Map<number, PatternNode>();

  constructor(
    private readonly literal: PatternLiteral,
    private readonly alphabet: Alphabet,
    private readonly root: PatternNode
  ) {
    this.collect(root);
  }

  private collect(node: PatternNode): void {
    if (node.kind === 'capture') this.captures.set(node.group, node.inner);
    partsOf(node).forEach((part) => this.collect(part));
  }

  /** @param shift by how much the numbers of groups grow: groups stand before the expression */
  expression(shift: number): string {
    return this.written(this.root, { filled: new Set(), isBehind: false, shift });
  }

  private written(node: PatternNode, place: Place): string {
    switch (node.kind) {
      case 'text':
        return node.text;
      case 'sequence':
        return this.sequence(node.items, place);
      case 'choice':
        return `(?:${node.branches.map((branch) => this.written(branch, place)).join('|')})`;
      case 'capture':
        return `(${this.written(node.inner, place)})`;
      case 'look':
        return this.look(node, place);
      case 'repeat':
        return this.repeat(node, place);
      case 'reference':
        return this.reference(node, place);
    }
  }

  private sequence(items: readonly PatternNode[], place: Place): string {
    const filled = new Set(place.filled);
    let text = '';
    for (const item of items) {
      text += this.written(item, { ...place, filled });
      certainGroups(item).forEach((group) => filled.add(group));
    }
    return text;
  }

  private look(node: LookNode, place: Place): string {
    const { isBehind, isNegated, inner } = node;
    if (isBehind) {
      const branches = inner.kind === 'choice' ? inner.branches : [inner];
      if (branches.some((branch) => widthOf(branch) === null)) {
        const reference = this.referenceIn(inner);
        if (reference) throw this.refusal('lookbehind-reference', reference);
        throw this.refusal('lookbehind-length', node);
      }
    }
    const text = this.written(inner, { ...place, isBehind: place.isBehind || isBehind });
    return `(?${isBehind ? '<' : ''}${isNegated ? '!' : '='}${text})`;
  }

  private referenceIn(node: PatternNode): ReferenceNode | undefined {
    if (node.kind === 'reference') return node;
    return partsOf(node).flatMap((part) => this.referenceIn(part) ?? [])[0];
  }

  private repeat(node: RepeatNode, place: Place): string {
    const { inner, isLazy } = node;
    // PCRE looks around once at most.
    const rounds = inner.kind === 'look' ? 1 : Infinity;
    const least = Math.min(node.least, rounds);
    const most = Math.min(node.most, rounds);
    this.checkRounds({ ...node, least, most });
    const text = this.written(inner, place);
    // JavaScript takes no round that is empty where it need not, PCRE does.
    if (least === 0 && most === 1 && canBeEmpty(inner)) {
      return isLazy ? `(?:|${text})` : `(?:${text}|)`;
    }
    const isOne =
      inner.kind === 'capture' || inner.kind === 'choice' || (inner.kind === 'text' && inner.width);
    return `${isOne ? text : `(?:${text})`}${roundsSign(least, most)}${isLazy ? '?' : ''}`;
  }

  /** JavaScript empties the groups of each round and goes on after one that is empty; PCRE does neither. */
  private checkRounds(node: RepeatNode): void {
    const { inner, least, most, isLazy } = node;
    if (most <= 1) return;
    const groups = groupsIn(inner);
    const certain = new Set(certainGroups(inner));
    if (groups.some((group) => !certain.has(group))) throw this.refusal('kept-group', node);
    if (least === most || !canBeEmpty(inner)) return;
    if (groups.length > 0 || !(isLazy || isEmptyLast(inner))) {
      throw this.refusal('empty-round', node);
    }
  }

  private reference(node: ReferenceNode, place: Place): string {
    const { group, isCaseless } = node;
    if (place.isBehind) throw this.refusal('lookbehind-reference', node);
    // In JavaScript it would match nothing, in PCRE it does not match.
    if (!place.filled.has(group)) throw this.refusal('unset-group', node);
    const inner = this.captures.get(group);
    if (isCaseless && inner && this.hasCase(inner)) throw this.refusal('caseless-reference', node);
    return `(?:\\${group + place.shift})`;
  }

  /** Whether it may take a character that has another case. */
  private hasCase(node: PatternNode): boolean {
    if (node.kind === 'reference') return true;
    if (node.kind === 'text') return new RegExp(node.text, 'u').test(this.alphabet.cased());
    return node.kind !== 'look' && partsOf(node).some((part) => this.hasCase(part));
  }

  private refusal(advice: PatternAdvice, { at, end }: { at: number; end: number }): PatternRefusal {
    return new PatternRefusal(advice, this.literal.text.slice(at, end), at);
  }
}

/** What is known where a part stands. */
interface Place {
  /** The groups that have taken part whenever one gets here. */
  filled: ReadonlySet<number>;
  isBehind: boolean;
  shift: number;
}

function roundsSign(least: number, most: number): string {
  if (most === Infinity) return least === 0 ? '*' : least === 1 ? '+' : `{${least},}`;
  if (least === 0 && most === 1) return '?';
  return least === most ? `{${least}}` : `{${least},${most}}`;
}
