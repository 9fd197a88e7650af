import { FLAG_LETTERS, type Flags } from './literal';
import type { PatternAdvice } from './refusal';
import type { Scanner } from './scanner';
import type { PatternNode, ReferenceNode } from './tree';

/** What begins with a parenthesis. */
export type Opening =
  /** A group, up to its closing parenthesis. `flags`: those within, where it changes them. */
  | { kind: 'group'; flags?: Flags; around(inner: PatternNode): PatternNode }
  | { kind: 'flags'; flags: Flags }
  | { kind: 'reference'; name: string };

const LONGEST_NAME = 32;
const NAME = '([A-Za-z_]\\w*)';
const NAMED = new RegExp(`\\(\\?(?:P?<${NAME}>|'${NAME}')`, 'y');
const NAMED_REFERENCE = new RegExp(`\\(\\?P=${NAME}\\)`, 'y');
const FLAGS = /\(\?(\^?)([imsxnU]*)(?:-([imsxnU]*))?([:)])/y;
const LOOK = /\(\?(<?)([=!])/y;

/** Beginnings that are refused, in the order in which they are tried. */
const REFUSED: readonly (readonly [beginning: RegExp, advice: PatternAdvice])[] = [
  [/\(\*/y, 'verb'],
  [/\(\?>/y, 'atomic'],
  [/\(\?\|/y, 'branch-reset'],
  [/\(\?\(/y, 'condition'],
  [/\(\?C/y, 'callout'],
  [/\(\?<?\*/y, 'look-kind'],
  [/\(\?(?:R|&|P>|[+-]?\d)/y, 'recursion'],
  [/\(\?(?:P?<|')/y, 'group-name'],
  [/\(\?\^?[a-zA-Z]*-?[a-zA-Z]*J/y, 'refused-modifier'],
];

/** The groups of one pattern: their numbers and names, and what refers to them. */
export class Groups {
  /** How many have begun. */
  count = 0;
  private readonly names = new Map<string, number>();
  private readonly references: ReferenceNode[] = [];
  private readonly named = new Map<ReferenceNode, string>();

  constructor(private readonly scanner: Scanner) {}

  /** Reads what begins with the parenthesis that is here; `flags` hold before it. */
  open(flags: Flags): Opening {
    const { scanner } = this;
    const from = scanner.at;
    const [, name = '', quoted = ''] = scanner.take(NAMED) ?? [];
    if (name || quoted) return this.capture(name || quoted, from);
    const [, reference] = scanner.take(NAMED_REFERENCE) ?? [];
    if (reference !== undefined) return { kind: 'reference', name: reference };
    const look = scanner.take(LOOK);
    if (look) return this.look(look[1] === '<', look[2] === '!', from);
    const change = scanner.take(FLAGS);
    if (change?.[0].includes('xx')) throw scanner.refusal('refused-modifier', from);
    if (change) return this.change(change, flags);
    const refused = REFUSED.find(([beginning]) => scanner.take(beginning));
    if (refused) throw scanner.refusal(refused[1], from);
    if (scanner.sees('(?')) {
      scanner.at += 3;
      throw scanner.refusal('group-syntax', from);
    }
    scanner.at += 1;
    return flags.noCapture ? { kind: 'group', around: (inner) => inner } : this.capture('', from);
  }

  private capture(name: string, from: number): Opening {
    if (name.length > LONGEST_NAME || this.names.has(name)) {
      throw this.scanner.refusal('group-name', from);
    }
    this.count += 1;
    const group = this.count;
    if (name) this.names.set(name, group);
    return { kind: 'group', around: (inner) => ({ kind: 'capture', group, inner }) };
  }

  private look(isBehind: boolean, isNegated: boolean, at: number): Opening {
    return {
      kind: 'group',
      around: (inner) => ({ kind: 'look', isBehind, isNegated, inner, at, end: this.scanner.at }),
    };
  }

  private change([, caret, on = '', off = '', end]: RegExpExecArray, before: Flags): Opening {
    const flags = { ...before };
    const set = (letters: string, value: boolean): void => {
      for (const letter of letters) {
        const flag = FLAG_LETTERS[letter];
        if (flag) flags[flag] = value;
      }
    };
    if (caret) set('imsxn', false);
    set(on, true);
    set(off, false);
    return end === ')'
      ? { kind: 'flags', flags }
      : { kind: 'group', flags, around: (inner) => inner };
  }

  /** What refers to a group, which may come later. */
  reference(group: number | string, isCaseless: boolean, at: number): PatternNode {
    const number = typeof group === 'string' ? 0 : group;
    const end = this.scanner.at;
    const node: ReferenceNode = { kind: 'reference', group: number, isCaseless, at, end };
    if (typeof group === 'string') this.named.set(node, group);
    this.references.push(node);
    return node;
  }

  /** Finds the groups that are referred to, once all are known; gives the names of groups. */
  finish(): ReadonlyMap<string, number> {
    for (const [node, name] of this.named) node.group = this.names.get(name) ?? 0;
    for (const { group, at, end } of this.references) {
      if (group >= 1 && group <= this.count) continue;
      this.scanner.at = end;
      throw this.scanner.refusal('no-group', at);
    }
    return this.names;
  }
}
