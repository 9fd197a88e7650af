import { decode, encode } from 'iconv-lite';

import { columnNames, normalizeName } from '../../../../shared/column-names';
import type { Issue } from '../../../../shared/contracts/issues';
import { isHiddenColumn } from '../../../../shared/secret-names';
import type { ResolvedFormat } from './detect';
import { ofFile } from './of-file';
import type { CsvRecord } from './record';

const WORDS = 3;
const WORD = /[^\s\d.,;:|/()<>"]*[^\0-\x7F][^\s\d.,;:|/()<>"]*/gu;

/** Attributes that every reader of a report may see. */
const SHOWN = ['displayName', 'firstName', 'lastName', 'groupName', 'organisation', 'labels'];
const SHOWN_NAMES = new Set([
  ...SHOWN.map(normalizeName),
  ...SHOWN.flatMap((attribute) => [
    ...columnNames('user', attribute),
    ...columnNames('phonebookEntry', attribute),
  ]),
]);

const wordsOf = (texts: string[]): string[] => texts.flatMap((text) => text.match(WORD) ?? []);

/** Words by which a person sees whether the encoding is right: of names where there are some, and never of a secret. */
const sampleWords = (names: string[], records: CsvRecord[], secret: string[]): string[] => {
  const cellsOf = (isTaken: (name: string) => boolean): string[] => {
    const places = names.flatMap((name, index) => (isTaken(name) ? [index] : []));
    return records.flatMap(({ fields }) => places.map((place) => fields[place] ?? ''));
  };
  const isHidden = isHiddenColumn(secret);
  const isName = (name: string): boolean => SHOWN_NAMES.has(normalizeName(name));
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
  records: CsvRecord[],
  secret: string[]
): Issue[] => {
  if (candidates.length === 0) return [];
  const words = sampleWords(names, records, secret);
  const inEncoding = (candidate: string): string => {
    const shown = words.map((word) => `"${decode(encode(word, encoding), candidate)}"`);
    return shown.length === 0 ? candidate : `as ${candidate}: ${shown.join(', ')}`;
  };
  return [
    ofFile(
      'encoding-unsure',
      'warning',
      `the encoding of the file is not certain; it was read as ${encoding}. Look which words are right, and set the encoding: ${[encoding, ...candidates].map(inEncoding).join('; ')}`
    ),
  ];
};

const mixed = ({ encoding, utf8Lines: { count, first } }: ResolvedFormat): Issue[] => {
  if (count === 0) return [];
  const which =
    count === 1 ? `line ${first} is` : `${count} lines, the first of them line ${first}, are`;
  return [
    ofFile(
      'mixed-encodings',
      'warning',
      `${which} in UTF-8, but the file is not: read as ${encoding}, letters such as "ü" come out as "Ã¼" there. Have all of the file saved in one encoding`
    ),
  ];
};

/** What there is to say about the encoding that a file was read in. */
export const encodingIssues = (
  resolved: ResolvedFormat,
  names: string[],
  records: CsvRecord[],
  secret: string[]
): Issue[] => [...unsure(resolved, names, records, secret), ...mixed(resolved)];
