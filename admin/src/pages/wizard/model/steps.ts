import type { Detection } from '../../../../../shared/contracts/sources';
import { type StepId, type WizardDraft } from './draft';
import { SOURCE_KINDS } from './source-kinds';

/** How far the steps are in order. */
export interface Progress {
  source: boolean;
  format: boolean;
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
  steps.indexOf(step) <= steps.indexOf(furthest);

/** The neighbour of a step; null at either end. */
export const neighbourOf = (
  steps: readonly StepId[],
  step: StepId,
  distance: 1 | -1
): StepId | null => steps[steps.indexOf(step) + distance] ?? null;

/** True when the beginning of a file divides into rows with columns that can be imported. */
export const isReadable = (detection: Detection | undefined): detection is Detection =>
  detection !== undefined &&
  detection.problem === null &&
  detection.columns.some((column) => column !== '');
