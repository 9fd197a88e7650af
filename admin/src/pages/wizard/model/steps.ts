import type { Sample } from '../../../components/ldap/model/entries';
import { type StepId, type WizardDraft } from './draft';
import { SOURCE_KINDS } from './source-kinds';

/** How far the steps are in order. */
export interface Progress {
  source: boolean;
  format: boolean;
  directory: boolean;
  fields: boolean;
  policy: boolean;
}

/** The steps that a source of this kind goes through. */
export const stepsOf = ({ kind }: WizardDraft): readonly StepId[] => SOURCE_KINDS[kind].steps;

/** The last step that can be gone to: the first that is not in order. */
export const furthestStep = (steps: readonly StepId[], progress: Progress): StepId =>
  steps.find((step) => step !== 'finish' && !progress[step]) ?? 'finish';

/** Whether a step can be gone to. */
export const isReachable = (steps: readonly StepId[], step: StepId, furthest: StepId): boolean =>
  steps.includes(step) && steps.indexOf(step) <= steps.indexOf(furthest);

/** The neighbour of a step; null at either end. */
export const neighbourOf = (
  steps: readonly StepId[],
  step: StepId,
  distance: 1 | -1
): StepId | null => steps[steps.indexOf(step) + distance] ?? null;

type Readable = Pick<Sample, 'columns' | 'problem'>;

/** True when the beginning of a source has columns that can be imported. */
export const isReadable = <Found extends Readable>(found: Found | undefined): found is Found =>
  found !== undefined && found.problem === null && found.columns.some((column) => column !== '');
