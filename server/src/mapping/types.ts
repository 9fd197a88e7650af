import type { Issue } from '../../../shared/contracts/issues';
import type { Matching } from '../../../shared/contracts/runs';
import type { ConnectorProfileFile } from '../../../shared/contracts/profiles';
import type { RecordType } from '../../../shared/records';
import type { Row, RowValue } from '../sources/types';

export interface Label {
  name: string;
  value: string;
}

/** A value in the form of its attribute's kind; null where the template renders it empty. */
export type AttributeValue = string | boolean | string[] | Label[] | null;

/** The part of a profile that says how rows become records. */
export type MappingDefinition = Pick<
  ConnectorProfileFile,
  'preFilter' | 'variables' | 'template' | 'match'
>;

/** A record that a row asks for. Secrets are in clear here: it never leaves memory like this. */
export interface MappedRecord {
  type: RecordType;
  /** Where it stands in the rendered document, such as `identity/0/post/phonebook/1`. */
  place: string;
  /** The attributes that the template mentions, by our own names; those it does not mention are absent. */
  attributes: Record<string, AttributeValue>;
  /** For an entry or phone that is not a child: the username of the user whose it is, where one is named. */
  owner: string | null;
  children: MappedRecord[];
  /** True when a value of it is unusable (its issue says why): nothing of it is written, but it is not missing. */
  failed: boolean;
}

export interface MappedRow {
  row: number;
  /** True when the pre-filter left it out. */
  filtered: boolean;
  records: MappedRecord[];
  /** With one of severity `error` and no record, the row failed before its key was known. */
  issues: Issue[];
}

/** A part of a profile that cannot be used, found without any row. */
export interface Problem {
  /** `preFilter`, `variables.job`, `template`, `match.user` … */
  field: string;
  code: string;
  /** 1-based, within the field's text; null where the whole field is meant. */
  line: number | null;
  column: number | null;
  message: string;
}

/** What became of one row, step by step, for the live trial. Secrets are masked. */
export interface Trial {
  row: number;
  values: Record<string, RowValue>;
  taken: boolean;
  variables: Record<string, unknown>;
  /** The template's text, rendered; null with automatic matching or where an earlier step failed. */
  rendered: string | null;
  records: MappedRecord[];
  issues: Issue[];
}

export interface Mapping {
  /** Null unless the template is empty. */
  matching: Matching | null;
  /** Warnings that hold for all rows, such as a variable that no column delivers. */
  issues: Issue[];
  /** The source column an attribute is filled from, by `user.extension` and so on, where it is just one. */
  columns: Record<string, string>;
  map(row: Row): Promise<MappedRow>;
  trial(row: Row): Promise<Trial>;
}

/** Above these a row gets an issue instead of a value. */
export interface MappingLimits {
  /** Of one evaluation of one expression. */
  expressionMilliseconds: number;
  stackDepth: number;
  /** Of the lists that an expression makes on its way. */
  sequenceLength: number;
  /** Characters of one value. */
  valueLength: number;
  /** Characters of the rendered template. */
  renderedLength: number;
}

/** Told before each step that an admin's text can make slow, so that the host can name it after ending the worker. */
export interface Trace {
  /** `field`: `preFilter`, `variables.job`, `template`. */
  enter(row: number, field: string): void;
}

export interface MappingOptions {
  limits?: Partial<MappingLimits>;
  trace?: Trace;
}
