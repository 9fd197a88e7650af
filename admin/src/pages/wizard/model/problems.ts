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

export type InputId = keyof typeof STEP_OF_INPUT;

/** What is wrong, in words, beside which input. */
export type Messages = Partial<Record<InputId, string>>;

/** Something that has to be entered or corrected before a person can go on. */
export interface Gap {
  input: InputId;
  code: 'required' | 'taken' | 'invalid' | 'too-long' | 'range';
}

/** The step that has an input. */
export const stepOf = (input: InputId): StepId => STEP_OF_INPUT[input];

/** The inputs of a step. */
export const inputsOf = (step: StepId): InputId[] =>
  (Object.keys(STEP_OF_INPUT) as InputId[]).filter((input) => stepOf(input) === step);
