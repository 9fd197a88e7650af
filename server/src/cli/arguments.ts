import { parseArgs } from 'node:util';

import { problem } from '../../../shared/codes/problems';
import type { ChangeView, PeopleAnswer } from '../../../shared/contracts/runs';
import { RECORD_TYPES } from '../../../shared/records';
import { ConnectorError, messageOf } from '../utils/errors';

/** The command line cannot be understood, or names something that is not there: exit code 2. */
export class UsageError extends ConnectorError {
  override name = 'UsageError';
}

/** Options that only some commands take. */
const COMMAND_OPTIONS = [
  'file',
  'key',
  'approve',
  'confirm',
  'test',
  'reference',
  'may-return',
  'people',
  'same',
  'two',
  'if-version',
  'add',
  'remove',
  'strict',
  'changes',
  'action',
  'type',
] as const;

type CommandOption = (typeof COMMAND_OPTIONS)[number];

const LISTING = ['changes', 'action', 'type'] as const;

const COMMANDS = {
  list: { operand: null, options: [] },
  'import-profile': { operand: 'FILE', options: ['if-version'] },
  'export-profile': { operand: 'NAME', options: [] },
  'match-anew': { operand: 'NAME', options: [] },
  corrections: { operand: 'NAME', options: ['add', 'remove'] },
  'delete-profile': {
    operand: 'NAME',
    options: ['people', 'confirm', 'approve', ...LISTING],
  },
  test: { operand: 'NAME', options: ['file', 'key', 'strict', ...LISTING] },
  run: {
    operand: 'NAME',
    options: ['file', 'key', 'approve', 'confirm', 'same', 'two', 'strict', ...LISTING],
  },
  runs: { operand: 'NAME', options: [] },
  show: { operand: 'RUN', options: [...LISTING] },
  forget: { operand: 'PROFILE KEY', options: ['test', 'confirm', 'reference', 'may-return'] },
  'allow-again': { operand: 'PROFILE KEY', options: [] },
  work: { operand: null, options: ['strict'] },
} as const satisfies Record<string, { operand: string | null; options: CommandOption[] }>;

export type CommandName = keyof typeof COMMANDS;

export interface Arguments {
  command: CommandName;
  /** The profile's name, the run's id or the file; empty for `list` and `work`. */
  operand: string;
  /** The Strapi app's folder, as given. */
  app: string;
  /** Compiles an app in TypeScript first. */
  compile: boolean;
  /** Takes no app whose files are newer than what was compiled of them. */
  strict: boolean;
  json: boolean;
  file: string | null;
  /** Whom alone the run is about; null: everybody. Of `forget` and `allow-again`, who is meant. */
  key: string | null;
  approve: boolean;
  /** What becomes of the people of a profile that is deleted. */
  people: 'keep' | 'remove' | null;
  /** The name of the profile once more, before what may lose much; of `forget` the key. */
  confirm: string | null;
  /** Shows only what would be erased of somebody. */
  test: boolean;
  /** What the report of a privacy request has of it. */
  reference: string | null;
  /** Whether runs may bring somebody who is forgotten again. */
  mayReturn: boolean;
  /** What is said of the people whom an earlier run takes for others; null: nothing. */
  same: PeopleAnswer | null;
  /** The version that an imported profile is to take the place of; null: whichever there is. */
  ifVersion: number | null;
  /** The file with corrections to make; null: none. */
  add: string | null;
  /** The row whose corrections are taken back; null: none. */
  remove: number | null;
  /** Which changes of the run to list; null: none. */
  changes: ChangeChoice | null;
}

export interface ChangeChoice {
  action?: ChangeView['action'];
  type?: ChangeView['type'];
}

export type Parsed = { print: 'help' | 'version' } | { print: null; arguments: Arguments };

export const HELP = `Usage: directory-connector <command> [operand] [options]

Commands
  list                   connector profiles with mode, schedule and last run
  import-profile FILE    creates a profile from a file, or replaces the one of that name
  export-profile NAME    prints the profile's file, without secrets
  match-anew NAME        makes the next run match the columns of its source anew
  corrections NAME       the profile's corrections of lines, and whether they still apply; changes them
  delete-profile NAME    deletes a profile; its people stay, or are removed with it
  test NAME              test run: shows what a run would do and writes nothing
  run NAME               imports the source: creates, updates and removes records
  runs NAME              the profile's runs, newest first
  show RUN               the report of one run
  forget PROFILE KEY     erases everything that is stored of a person (privacy request)
  allow-again PROFILE KEY
                         lets runs bring somebody again whom they leave out since then
  work                   does the runs that a server with the queue "bullmq" leaves to others, until it is ended

Options
  --app FOLDER           the Strapi app (default: the current folder)
  --compile              compiles a TypeScript app first; not while its server is running
  --strict               test, run, work: refuses an app that is newer than its compiled files
  --file FILE            test, run: the file of a profile that takes uploaded files, or the rows, as JSON,
                         of one that they are sent to
  --key VALUE            test, run: one person alone, by the value of what the profile knows people by
  --approve              run, delete-profile: goes ahead where a safety limit would hold it for approval
  --confirm NAME         run: the profile's name once more, which the mode "replace" asks for;
                         delete-profile: without it, nothing is deleted
                         forget: the person's key once more; without it and --test, nothing is erased
  --test                 forget: shows what is stored of the person and changes nothing
  --reference TEXT       forget: such as a ticket's number; it stays in the report
  --may-return           forget: runs may bring the person again
  --people keep|remove   delete-profile: whether its people stay; "remove" without --confirm is a test run
  --same RUN             run: the people in question in this run or test run are the same
  --two KEY              with --same: the one with this new key is somebody new; may be repeated
  --if-version NUMBER    import-profile: only if the stored profile has this version (0: none is stored)
  --add FILE             corrections: makes those of a JSON file, in the file that the last run has read
  --remove ROW           corrections: takes those of this row back
  --changes              test, run, show, delete-profile: lists the run's changes too
  --action ACTION        only those changes: create, update, remove or error
  --type TYPE            only those of a type: user, phonebookEntry or phone
  --json                 prints one JSON document; log lines go to standard error
  --help, --version

Exit codes
  0 succeeded   1 failed   2 wrong usage or unknown profile
  3 succeeded with row errors   4 held for approval
`;

const OPTIONS = {
  app: { type: 'string', default: '.' },
  compile: { type: 'boolean', default: false },
  strict: { type: 'boolean' },
  json: { type: 'boolean', default: false },
  file: { type: 'string' },
  key: { type: 'string' },
  approve: { type: 'boolean' },
  confirm: { type: 'string' },
  test: { type: 'boolean' },
  reference: { type: 'string' },
  'may-return': { type: 'boolean' },
  people: { type: 'string' },
  same: { type: 'string' },
  two: { type: 'string', multiple: true },
  'if-version': { type: 'string' },
  add: { type: 'string' },
  remove: { type: 'string' },
  changes: { type: 'boolean' },
  action: { type: 'string' },
  type: { type: 'string' },
  help: { type: 'boolean', short: 'h', default: false },
  version: { type: 'boolean', short: 'v', default: false },
} as const;

const parse = (words: string[]) => {
  try {
    return parseArgs({ args: words, options: OPTIONS, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UsageError(problem('wrong-usage/words', { reason: messageOf(error) }));
  }
};

const oneOf = <Value extends string>(
  option: string,
  value: string | undefined,
  values: readonly Value[]
): Value | undefined => {
  if (value === undefined) return undefined;
  const found = values.find((known) => known === value);
  if (found !== undefined) return found;
  throw new UsageError(problem('wrong-usage/choice', { option, allowed: values, found: value }));
};

/** Whoever says which changes wants to see them. */
const choiceOf = ({ changes, action, type }: ReturnType<typeof parse>['values']) =>
  changes || action !== undefined || type !== undefined
    ? {
        action: oneOf('action', action, ['create', 'update', 'remove', 'error'] as const),
        type: oneOf('type', type, RECORD_TYPES),
      }
    : null;

const numberOf = (option: CommandOption, text: string | undefined): number | null => {
  if (text === undefined) return null;
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new UsageError(problem('wrong-usage/number', { option, found: text }));
};

const peopleOf = ({ same, two }: ReturnType<typeof parse>['values']): PeopleAnswer | null => {
  if (same !== undefined) return { of: same, two: two ?? [] };
  if (two === undefined) return null;
  throw new UsageError(problem('wrong-usage/needs', { option: 'two', other: 'same' }));
};

const isCommand = (word: string): word is CommandName => Object.hasOwn(COMMANDS, word);

/**
 * Reads the words after the program's name.
 * @throws UsageError
 */
export const readArguments = (words: string[]): Parsed => {
  const { values, positionals } = parse(words);
  if (values.help) return { print: 'help' };
  if (values.version) return { print: 'version' };
  const [command, ...operands] = positionals;
  const commands = Object.keys(COMMANDS);
  if (command === undefined) throw new UsageError(problem('wrong-usage/no-command', { commands }));
  if (!isCommand(command)) {
    throw new UsageError(problem('wrong-usage/unknown-command', { command, commands }));
  }

  const { operand, options } = COMMANDS[command];
  const allowed: readonly string[] = options;
  for (const option of COMMAND_OPTIONS) {
    if (values[option] !== undefined && !allowed.includes(option)) {
      throw new UsageError(problem('wrong-usage/option', { command, option }));
    }
  }
  if (operands.length !== (operand?.split(' ').length ?? 0)) {
    const found = operands.length;
    throw new UsageError(problem('wrong-usage/operands', { command, operand, found }));
  }
  const { app, compile, strict = false, json } = values;
  const [first = '', second] = operands;
  const { test = false, reference = null, 'may-return': mayReturn = false } = values;
  const { file = null, key = second ?? null, approve = false, confirm = null, add = null } = values;
  return {
    print: null,
    arguments: {
      command,
      operand: first,
      app,
      compile,
      strict,
      json,
      file,
      key,
      approve,
      confirm,
      test,
      reference,
      mayReturn,
      people: oneOf('people', values.people, ['keep', 'remove'] as const) ?? null,
      same: peopleOf(values),
      ifVersion: numberOf('if-version', values['if-version']),
      add,
      remove: numberOf('remove', values.remove),
      changes: choiceOf(values),
    },
  };
};

/** Whether JSON was asked for, even by words that cannot be understood otherwise. */
export const wantsJson = (words: string[]): boolean => words.includes('--json');
