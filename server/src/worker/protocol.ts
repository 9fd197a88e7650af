import type { Problem } from '../../../shared/codes/kinds';
import type { Issue } from '../../../shared/contracts/issues';
import type { Browse, ConnectionTest } from '../../../shared/contracts/ldap';
import type {
  FieldMapping,
  FilterCount,
  MappedSamples,
  WrittenMapping,
} from '../../../shared/contracts/mapping';
import type { BytesRead, Matching } from '../../../shared/contracts/runs';
import type { Detection } from '../../../shared/contracts/sources';
import type { FileSurvey, RowLine } from '../../../shared/contracts/uploads';
import type { Source } from '../../../shared/profile';
import type { CsvSource } from '../../../shared/profile/csv';
import type { LdapSource } from '../../../shared/profile/ldap';
import type { PushSource } from '../../../shared/profile/push';
import type { RegisteredInput } from '../../../shared/profile/registered';
import type { AppAttributes, RecordType } from '../../../shared/records';
import type { KnownSecrets } from '../mapping';
import type {
  MappedRecord,
  MappedRow,
  MappingDefinition,
  FieldProblem,
  Trial,
} from '../mapping/types';
import type { SourceModule } from '../sources/registered/read';
import type { FoundLine } from '../sources/table/lines';
import type { Detected, ReadStage, Row, SourceContext, Validators } from '../sources/types';
import type { KeyNames, PersonKey } from '../utils/record-keys';

/** A source and all it needs to be read, as plain data. */
export interface SourceTask<Settings extends Source = Source> {
  settings: Settings;
  /** Of a source that another plugin registered; null for one of our own. */
  module: SourceModule | null;
  context: Omit<
    SourceContext,
    'signal' | 'onRead' | 'folder' | 'most' | 'names' | 'secret' | 'asked'
  >;
}

/** Which row is taken: the first one from line `from` on that contains the text (an empty text: any row). */
export interface RowPick {
  from: number;
  search: string;
}

/** Which rows a trial takes: one, or those of a person. */
export type TrialPick = RowPick | PersonKey;

export interface TrialResult {
  trial: Trial;
  /** The rows as a run maps them, of which the first is shown. Their secrets are in clear: for the plan only, never for a response. */
  mapped: MappedRow[];
  /** What identifies a record, by type. */
  keys: KeyNames;
  columns: Record<string, string>;
  namesOwners: boolean;
  keeps: RecordType[];
  secret: string[];
  /** See `SourceContent`. */
  isPartial: boolean;
  /** The nearest rows on both sides that contain the text. */
  previous: number | null;
  next: number | null;
}

/** A row as the source gives it, and the records that it is about, masked; none where that is not certain. */
export interface PickedRow extends Row {
  records: MappedRecord[];
  columns: string[];
  line: RowLine | null;
}

/** What reading a source to its end has found, told once for all of its rows. */
export interface ReadResult {
  issues: Issue[];
  foundLines: FoundLine[];
}

/** What is read as rows at once; a file is not. */
export type BrowsedSource = LdapSource | RegisteredInput | PushSource;

/**
 * What can be asked of a worker, and what it answers in the end. `runRecords`: the most that a source may be mapped to;
 * `person`: of whom alone rows are wanted, null: everybody's are.
 */
export interface Tasks {
  read: {
    input: {
      source: SourceTask;
      definition: MappingDefinition;
      runRecords: number;
      person: PersonKey | null;
    };
    result: ReadResult;
  };
  check: {
    input: { definition: MappingDefinition; columns: string[] | null };
    result: FieldProblem[];
  };
  secrets: { input: { definition: MappingDefinition }; result: KnownSecrets };
  /** `secret`: columns whose cells no issue may quote. */
  detect: { input: { source: SourceTask<CsvSource>; secret: string[] }; result: Detection };
  testConnection: { input: { source: SourceTask<LdapSource> }; result: ConnectionTest };
  browse: { input: { source: SourceTask<BrowsedSource> }; result: Browse };
  survey: { input: { source: SourceTask; definition: MappingDefinition }; result: FileSurvey };
  /** The picked row; null where there is none. */
  row: {
    input: { source: SourceTask; definition: MappingDefinition; pick: RowPick };
    result: PickedRow | null;
  };
  /** `isDraft`: a mapping that is not stored may not test what it would be refused for. */
  trial: {
    input: { source: SourceTask; definition: MappingDefinition; pick: TrialPick; isDraft: boolean };
    result: TrialResult;
  };
  filter: { input: MappingTask; result: FilterCount };
  samples: { input: MappingTask; result: MappedSamples };
  /** Null: the template says more than fields can. */
  fields: { input: WrittenMapping & { columns: string[] | null }; result: FieldMapping | null };
}

/** A source and a mapping to try on it; see `trial`. */
interface MappingTask {
  source: SourceTask;
  definition: MappingDefinition;
  isDraft: boolean;
}

export type TaskName = keyof Tasks;
export type TaskInput<Name extends TaskName> = Tasks[Name]['input'];
export type TaskResult<Name extends TaskName> = Tasks[Name]['result'];

/** What is known of a source once it is open, before its first row. */
export type Opened =
  | { notModified: true }
  | {
      notModified: false;
      validators: Validators | null;
      /** See `SourceContent`. */
      isPartial: boolean;
      detected: Detected | null;
      /** Where the file is that is read; null for what is none. */
      file: string | null;
      /** The columns that the source has. */
      sourceColumns: string[];
      /** What identifies a record, by type. */
      keys: KeyNames;
      matching: Matching | null;
      issues: Issue[];
      /** The source column an attribute is filled from, by `user.extension` and so on. */
      columns: Record<string, string>;
      /** See `Mapping`. */
      keeps: RecordType[];
      /** See `Mapping`. */
      namesOwners: boolean;
      /** `user.notes` and so on: attributes that everybody may see and that a secret column fills. */
      secret: string[];
    };

/** Host to worker. One that is kept ready may be told to rehearse; then comes the task; each `batch` is answered by one `acknowledge`. */
export type HostMessage =
  | {
      [Name in TaskName]: {
        type: 'task';
        name: Name;
        input: TaskInput<Name>;
        folder: string;
        /** What the app has added to the catalogue. */
        attributes?: AppAttributes;
      };
    }[TaskName]
  | { type: 'rehearse' }
  | { type: 'acknowledge' };

/** Worker to host. `finished` or `failed` is the last one. */
export type WorkerMessage =
  | { type: 'read'; stage: ReadStage; bytes: BytesRead }
  | { type: 'opened'; opened: Opened }
  | { type: 'batch'; rows: MappedRow[] }
  | { type: 'finished'; result: TaskResult<TaskName> }
  | { type: 'failed'; error: Problem; stack: string | null };
