import type { StepId } from './draft';

/** The inputs that a problem can stand beside, by the step that has them. */
const STEP_OF_INPUT = {
  name: 'source',
  upload: 'source',
  url: 'source',
  username: 'source',
  password: 'source',
  token: 'source',
  ca: 'source',
  encoding: 'format',
  delimiter: 'format',
  lineSeparator: 'format',
  enclosure: 'format',
  headerRow: 'format',
  fields: 'fields',
  mode: 'policy',
  missing: 'policy',
  extension: 'policy',
  removePercent: 'policy',
  other: 'finish',
} as const satisfies Record<string, StepId>;

type FormInputId = keyof typeof STEP_OF_INPUT;

/** An input of a directory: its place in the source, such as `source.groups.filter`. */
export type DirectoryInputId = `source.${string}`;

export type InputId = FormInputId | DirectoryInputId;

/** What is wrong, in words, beside which input. */
export type Messages = Partial<Record<InputId, string>>;

/** Something that has to be entered or corrected before a person can go on. */
export interface Gap {
  input: InputId;
  code: 'required' | 'taken' | 'invalid' | 'too-long' | 'range';
}

/** What is said in the step after the connection. The filter stands in both, and is mended in the first. */
const READING_INPUTS =
  /^source\.(?:vendor|keyAttribute|loginAttribute|disabledFilter|groups)(?:\.|$)/;

const isOfForm = (input: InputId): input is FormInputId => Object.hasOwn(STEP_OF_INPUT, input);

/** The step that has an input. */
export const stepOf = (input: InputId): StepId => {
  if (isOfForm(input)) return STEP_OF_INPUT[input];
  return READING_INPUTS.test(input) ? 'directory' : 'source';
};

/** Whether a step shows an input. */
export const isShownIn = (step: StepId, input: InputId): boolean =>
  stepOf(input) === step || (step === 'directory' && input === 'source.filter');

/** The messages that a step shows, or those that it does not. */
export const messagesOfStep = (messages: Messages, step: StepId, isShown = true): Messages =>
  Object.fromEntries(
    Object.entries(messages).filter(([input]) => isShownIn(step, input as InputId) === isShown)
  );

/** What is wrong with a field of a directory, such as `groups.filter`, and with what is in it. */
export const messageAt = (messages: Messages, path: string): string | undefined => {
  const found = Object.entries(messages).filter(([input]) =>
    `${input}.`.startsWith(`source.${path}.`)
  );
  return found.length > 0 ? found.map(([, message]) => message).join(' ') : undefined;
};
