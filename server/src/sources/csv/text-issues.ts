import { decode, encode } from 'iconv-lite';
import type { Problem } from '../../../../shared/codes/kinds';
import { problem } from '../../../../shared/codes/problems';
import { columnNames, normalizeName } from '../../../../shared/column-names';
import { type Issue, ofWholeRun } from '../../../../shared/contracts/issues';
import { isHiddenColumn } from '../../../../shared/secret-names';
import type { TableRecord } from '../table/types';
import type { ResolvedFormat } from './detect';

const WORDS = 3;
const WORD = /[^\s\d.,;:|/()<>"]*[^\0-\x7F][^\s\d.,;:|/()<>"]*/gu;

/** Attributes that every reader of a report may see. */
const SHOWN = ['displayName', 'firstName', 'lastName', 'groupName', 'organisation', 'labels'];
const NAMES_OF_SHOWN = new Set([
  ...SHOWN.map(normalizeName),
  ...SHOWN.flatMap((attribute) => [
    ...columnNames('user', attribute),
    ...columnNames('phonebookEntry', attribute),
  ]),
]);

const wordsOf = (texts: string[]): string[] => texts.flatMap((text) => text.match(WORD) ?? []);

/** Words by which a person sees whether the encoding is right: of names where there are some, and never of a secret. */
const sampleWords = (names: string[], records: TableRecord[], secret: string[]): string[] => {
  const cellsOf = (isTaken: (name: string) => boolean): string[] => {
    const places = names.flatMap((name, index) => (isTaken(name) ? [index] : []));
    return records.flatMap(({ fields }) => places.map((place) => fields[place] ?? ''));
  };
  const isHidden = isHiddenColumn(secret);
  const isName = (name: string): boolean => NAMES_OF_SHOWN.has(normalizeName(name));
  const words = [
    ...wordsOf(cellsOf((name) => isName(name) && !isHidden(name))),
    ...wordsOf(names),
    ...wordsOf(cellsOf((name) => !isName(name) && !isHidden(name))),
  ];
  return [...new Set(words)].slice(0, WORDS);
};

const unsure = (
  { encoding, candidates }: ResolvedFormat,
  names: string[],
  records: TableRecord[],
  secret: string[]
): Issue[] => {
  if (candidates.length === 0) return [];
  const words = sampleWords(names, records, secret);
  const inEncoding = (candidate: string): Problem => {
    const shown = words.map((word) => decode(encode(word, encoding), candidate));
    return problem('read-in-encoding', {
      encoding: candidate,
      words: shown.length === 0 ? null : shown,
    });
  };
  const samples = [encoding, ...candidates].map(inEncoding);
  return [ofWholeRun(problem('encoding-unsure', { encoding, samples }), 'warning')];
};

const mixed = ({ encoding, utf8Lines: { count, first } }: ResolvedFormat): Issue[] =>
  count === 0
    ? []
    : [ofWholeRun(problem('mixed-encodings', { count, first, encoding }), 'warning')];

const wrappedLines = ({ layout }: ResolvedFormat): Issue[] =>
  layout.wrapped ? [ofWholeRun(problem('whole-lines-quoted'), 'warning')] : [];

/** What there is to say about the text that a file was read as. */
export const textIssues = (
  resolved: ResolvedFormat,
  names: string[],
  records: TableRecord[],
  secret: string[]
): Issue[] => [
  ...unsure(resolved, names, records, secret),
  ...mixed(resolved),
  ...wrappedLines(resolved),
];
