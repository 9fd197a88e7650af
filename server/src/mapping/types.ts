import type { Problem } from '../../../shared/codes/kinds';
import type { Issue } from '../../../shared/contracts/issues';
import type { Matching } from '../../../shared/contracts/runs';
import type { MappedRecord, Trial } from '../../../shared/contracts/trials';
import type { Generate, ReadyProfile } from '../../../shared/profile';
import type { RecordType } from '../../../shared/records';
import type { Row, Skip } from '../sources/types';
import type { KeyNames } from '../utils/record-keys';

export type {
  AttributeValue,
  Label,
  MappedRecord,
  ReferencePiece,
  Trial,
} from '../../../shared/contracts/trials';

/** The part of a profile that says how rows become records, and which secret columns may be seen. */
export type MappingDefinition = Pick<
  ReadyProfile,
  'preFilter' | 'variables' | 'template' | 'match' | 'reveal'
> & {
  /** Absent: null. */
  fields?: ReadyProfile['fields'];
  /** Absent: nothing is generated, or it does not matter. */
  generate?: Generate;
  /** What automatic matching keeps to, without any column only to their names; absent or null: it matches anew. */
  pinned?: Matching | null;
  /** Whether the columns may be taken for an export that is known; absent: they may not. */
  recognises?: boolean;
  /** Columns that hold secrets though their names do not say so; absent: there are none. */
  secret?: readonly string[];
};

/** A profile as far as its mapping depends on it. */
export type MappedProfile = Omit<MappingDefinition, 'pinned' | 'recognises' | 'secret'> &
  Pick<ReadyProfile, 'mode' | 'ownedByOthers'> & { source: Pick<ReadyProfile['source'], 'type'> };

/** The first values of each column. */
export type Samples = ReadonlyMap<string, readonly string[]>;

export interface MappedRow {
  row: number;
  /** True when the pre-filter left it out. */
  filtered: boolean;
  /** Why a correction leaves it out; absent where none does. */
  skipped?: Skip;
  records: MappedRecord[];
  /**
   * Records that stay as they are stored, since cells that the row lacks decide whether it asks for
   * them; none where it cannot be told which. Absent where nothing is undecided.
   */
  kept?: MappedRecord[];
  /** With one of severity `error` and no record, the row failed before its key was known. */
  issues: Issue[];
}

/** A part of a profile that cannot be used, found without any row. */
export interface FieldProblem extends Problem {
  /** `preFilter`, `variables.job`, `template`, `match.user` … */
  field: string;
  /** 1-based, within the field's text; null where the whole field is meant. */
  line: number | null;
  column: number | null;
}

export interface Mapping {
  /** What identifies a record, by type. */
  keys: KeyNames;
  /** Null unless the template is empty. */
  matching: Matching | null;
  /** Warnings that hold for all rows, such as a variable that no column delivers. */
  issues: Issue[];
  /** The source column an attribute is filled from, by `user.extension` and so on, where it is just one. */
  columns: Record<string, string>;
  /** True where a row may give entries or phones to the user of another one. */
  namesOwners: boolean;
  /** False where rows are of entries and phones alone. */
  makesUser: boolean;
  /** The types of which no record is made only because a column is missing: none of them is missing. */
  keeps: RecordType[];
  /** `user.notes` and so on: attributes that everybody may see and that come from a secret column. */
  secret: string[];
  /** Whether the values of a column must not be seen. */
  hides(column: string): boolean;
  map(row: Row): Promise<MappedRow>;
  /**
   * The records of a row that a person wants left as stored: for their keys, whatever the pre-filter
   * says. There are none where it is not certain which records are meant.
   */
  identify(row: Row): Promise<MappedRecord[]>;
  /** A row as it is shown step by step, masked, and as `map` has it, in clear: it is mapped once for both. */
  trial(row: Row): Promise<{ shown: Trial; mapped: MappedRow }>;
}

/** Above these a row gets an issue instead of a value. */
export interface MappingLimits {
  /** How long one evaluation of one expression may take. */
  expressionMilliseconds: number;
  stackDepth: number;
  /** How long the lists may be that an expression makes on its way. */
  sequenceLength: number;
  /** Characters of one value. */
  valueLength: number;
  /** Characters of the rendered template. */
  renderedLength: number;
  /** Records that a row is mapped to. */
  recordsPerRow: number;
}

/** Sees each step that an admin's text can make slow before it is taken, so that the host can name it after ending the worker. */
export interface EvaluationObserver {
  /** `field`: `preFilter`, `variables.job`, `template`. */
  enter(row: number, field: string): void;
}

/**
 * What a profile may not do with secret columns: show them (fill attributes that everybody may see)
 * and test them (decide by more than whether there is a value). Not refused, both go on with a warning.
 */
export type SecretUse = 'show' | 'test';

export interface MappingOptions {
  /** The first values of the source's columns, for automatic matching. */
  samples?: Samples;
  limits?: Partial<MappingLimits>;
  observer?: EvaluationObserver;
  /** Absent: none, as for a profile that is stored already. */
  refuse?: readonly SecretUse[];
  /** False where values are only shown: then it is no matter whether something identifies the records. */
  needsKeys?: boolean;
}

/** Generous for people's data, tight for an expression that has lost its way. */
export const LIMITS: MappingLimits = {
  expressionMilliseconds: 5_000,
  stackDepth: 1_000,
  sequenceLength: 10_000,
  valueLength: 65_536,
  renderedLength: 1_048_576,
  recordsPerRow: 200,
};
