import type { Words } from '../languages';
import type { RunStatus } from '../run-statuses';
import type { RecordType } from '../records';

/**
 * Where a code comes from, which is also who can do something about it: the source, the settings, a
 * row, something in the way (`conflict`), something that is not there (`missing`), or the system. A
 * `note` has no code of its own in a report: it is a sentence that follows another text.
 */
export type Kind = 'source' | 'settings' | 'row' | 'conflict' | 'missing' | 'system' | 'note';

/** What is wrong: a code of the catalogue, and the values that its text names, from which any language is made. */
export interface Problem {
  /** Kebab-case and stable: scripts may rely on it. */
  code: string;
  params: Params;
}

/** The same, perhaps as an older version stored it: with its text in English and without values. */
export interface StoredProblem {
  code: string;
  params?: Params | null;
  message?: string | null;
}

/** The same as answers and reports have it: with its text in English. */
export interface ProblemView extends StoredProblem {
  message: string;
}

/** Plain data. A secret must have been masked before it gets here. */
export type Params = Readonly<Record<string, unknown>>;

/** What values of a text may be: how they are given, and put into words in each language. */
export interface ValueTypes {
  /** Quoted as it is; what cannot be seen, by its code point. */
  text: string;
  number: number;
  flag: boolean;
  /** A text of the data, in each language. */
  words: Words;
  /** ISO 8601; shown without the time. */
  date: string;
  /** ISO 8601; shown to the second, in UTC: whose clock the reader has is not known everywhere. */
  time: string;
  /** In words: `{type}`, and its forms such as `{type_plural}`. */
  type: RecordType;
  /** In words. */
  attribute: string;
  attributes: readonly string[];
  /** In words. */
  status: RunStatus;
  /** Each in quotation marks, the first ones of many. */
  names: readonly string[];
  /** As they are. */
  list: readonly string[];
  numbers: readonly number[];
  /** Another text inside this one. */
  coded: StoredProblem;
  /** Others, one after the other. */
  series: readonly StoredProblem[];
  /** Others without their advice, one after the other. */
  causes: readonly StoredProblem[];
  /** Others, each a sentence. */
  sentences: readonly StoredProblem[];
  /** Others, each on a line of its own. */
  lines: readonly StoredProblem[];
}

type ValueName = keyof ValueTypes;

/** A value of a text: its type, with `?` where it may be missing, or the words that a text tells apart. */
export type ParamType = ValueName | `${ValueName}?` | readonly string[];

/** What the program, and not only a person, has to know of a code. */
export type Trait =
  /** A scheduled run is left out for it in the ordinary course of things. */
  | 'ordinary'
  /** A run waits for an answer, which no approval in advance can give. */
  | 'question'
  /** The row has no key. */
  | 'keyless'
  /** It is the server, and another one of the same directory may do better. */
  | 'ofServer'
  /** The server did not get the file, or got something else: nothing that settings of its format mend. */
  | 'delivery'
  /** Of a directory: mended where it is said what is read of it. */
  | 'selection'
  /** Its text may hold what stands in the source. */
  | 'rowValues';

export interface Definition {
  kind: Kind;
  /** Without it, the one of its kind. */
  status?: number;
  /** The same may succeed when it is tried again a little later. */
  retry?: true | ((params: Params, retries: (coded: Problem) => boolean) => boolean);
  traits?: readonly Trait[];
  params?: Readonly<Record<string, ParamType>>;
}

/** Codes of one part, by their keys: a code, or `code/variant` where one code has several texts. */
export type Definitions = Readonly<Record<string, Definition>>;

type ValueOf<T> = T extends readonly (infer Word)[]
  ? Word
  : T extends `${infer Name extends ValueName}?`
    ? ValueTypes[Name] | null
    : T extends ValueName
      ? ValueTypes[T]
      : never;

/** The values that a definition's text names. */
export type ParamsOf<D extends Definition> = D extends {
  params: infer P extends Readonly<Record<string, ParamType>>;
}
  ? { readonly [Name in keyof P]: ValueOf<P[Name]> }
  : Record<never, never>;
