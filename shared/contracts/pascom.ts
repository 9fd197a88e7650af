import type { Problem, ProblemView } from '../codes/kinds';
import type { Mode, ProfileInput } from '../profile';
import type { Severity } from './issues';
import type { ProfileProblem } from './profiles';

/** The templates that pascom makes connectors of, by what they bring and from where. */
export const CONNECTOR_KINDS = [
  'users-csv',
  'users-ad',
  'users-ldap',
  'users-ucs',
  'phonebook-csv',
  'phonebook-ad',
  'phonebook-ldap',
  'phonebook-exchange',
] as const;
export type ConnectorKind = (typeof CONNECTOR_KINDS)[number];

/** The modes that a connector has there, its default first. */
export const CONNECTOR_MODES = [
  'create-update-remove',
  'create-update',
] as const satisfies readonly Mode[];

/** How often a connector is automated, and when that is here; midday is pascom's default. */
export const AUTOMATIONS = {
  none: null,
  hourly: '0 * * * *',
  noon: '0 12 * * *',
  night: '0 2 * * *',
} as const;
export type Automation = keyof typeof AUTOMATIONS;

/** A connector as a person copies it, part by part. */
export interface PastedConnector {
  preFilter: string;
  /** A table with their names and sources, however it was copied. */
  variables: string;
  structure: string;
  /** Null: as it looks. */
  kind: ConnectorKind | null;
  mode: (typeof CONNECTOR_MODES)[number];
  automation: Automation;
}

/** Something that a person should look at: an error keeps the profile from being saved. */
export interface ConnectorNote extends ProfileProblem {
  severity: Severity;
}

/** The same as it is answered. */
export interface ConnectorNoteView extends Omit<ConnectorNote, keyof Problem>, ProblemView {}

/** A variable that was found. */
export interface FoundVariable {
  name: string;
  /** Of what was pasted. */
  line: number;
  /** False for one that the profile needs no variable for. */
  isKept: boolean;
}

/** What becomes of a connector. */
export interface ConnectorDraft {
  kind: ConnectorKind;
  /** What it looks like, whatever a person says. */
  guess: ConnectorKind;
  /** Without a name, and with a source that is still to be entered. */
  profile: ProfileInput;
  variables: FoundVariable[];
  notes: ConnectorNote[];
}

export interface ConnectorDraftView extends Omit<ConnectorDraft, 'notes'> {
  notes: ConnectorNoteView[];
}
