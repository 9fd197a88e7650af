import { type PhpText, textOf } from '../values';

/** What is wrong with a pattern, or what in it is not run: PHP refuses the first, only we the second. */
const SENTENCES = {
  empty: 'the pattern is empty',
  delimiter: 'a pattern begins with its delimiter, which is no letter, digit or backslash',
  'no-end': 'the delimiter that ends the pattern is missing',
  modifier: 'there is no such modifier',
  utf8: 'the pattern is no UTF-8, which the modifier u asks for',
  'open-group': 'the parenthesis is never closed',
  'closing-parenthesis': 'the parenthesis closes nothing',
  'group-syntax': 'nothing of PCRE begins so',
  'group-name': 'this is no name of a group, or another group has it',
  'no-group': 'there is no such group',
  'open-class': 'the class is never closed',
  class: 'this cannot be in a class',
  'posix-class': 'there is no such class, or it stands outside of a class',
  range: 'this is no range of characters',
  repeat: 'there is nothing to repeat',
  count: 'the numbers of the repetition are too large, or in the wrong order',
  escape: 'this is no escape sequence of PCRE',
  character: 'there is no such character',
  property: 'there is no such property of characters, or none that is known here',
  'lookbehind-length': 'a lookbehind must have one length',
  depth: 'groups are too deep within each other',
  'too-large': 'the pattern is too large',
  'refused-modifier': 'this modifier is not run',
  possessive: 'possessive repetitions are not run',
  atomic: 'atomic groups are not run',
  recursion: 'patterns that call their groups are not run',
  condition: 'conditions are not run',
  'match-place': '\\K and \\G are not run',
  verb: 'verbs, and what else begins with (*, are not run',
  callout: 'callouts are not run',
  'branch-reset': 'groups that share numbers are not run',
  'look-kind': 'lookarounds that are not atomic are not run',
  unit: '\\C and \\X are not run',
  'unset-group': 'it refers to a group that may not have taken part',
  'caseless-reference': 'references to letters of either case are not run',
  'lookbehind-reference': 'references within a lookbehind are not run',
  'kept-group': 'a group that not every round of a repetition fills is not run',
  'empty-round': 'a repetition whose rounds may be empty is not run',
} as const;

/** Why a pattern is refused; the key of the advice that says what to write instead. */
export type PatternAdvice = keyof typeof SENTENCES;

/** Why a pattern is not run, and where. */
export class PatternRefusal extends Error {
  /** What stands there, as text. */
  readonly found: string;

  /**
   * @param found the part of the literal that is refused
   * @param offset where it is, in bytes of the literal, from 0
   */
  constructor(
    readonly advice: PatternAdvice,
    found: PhpText,
    readonly offset: number
  ) {
    super(`${SENTENCES[advice]}: ${textOf(found)} at offset ${offset}`);
    this.found = textOf(found);
  }
}
