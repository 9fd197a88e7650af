import { hasTrait } from '../../../../shared/codes/catalogue';
import type { ProfileProblemView } from '../../../../shared/contracts/profiles';
import type { ProblemView } from '../../../../shared/codes/kinds';
import type { Sample } from '../../profile-form/directory/answers';
import type { SourceKindId } from '../../utils/source-kind';

/** Of all kinds of source; each has its own of them. */
export const STEPS = ['source', 'format', 'directory', 'fields', 'policy', 'finish'] as const;
export type StepId = (typeof STEPS)[number];

/** How far the steps are in order. */
export type Progress = Record<Exclude<StepId, 'finish'>, boolean>;

/** What a source of each kind has no step for. */
const WITHOUT: Record<SourceKindId, readonly StepId[]> = {
  upload: ['directory'],
  url: ['directory'],
  ldap: ['format'],
  push: ['format', 'directory'],
  registered: ['format', 'directory'],
};

/** The steps that a source of this kind goes through. */
export const stepsOf = (kind: SourceKindId): readonly StepId[] =>
  STEPS.filter((step) => !WITHOUT[kind].includes(step));

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

/** The places of the profile by the step that has their inputs; the first that fits. */
const PLACES: [step: StepId, places: RegExp][] = [
  ['format', /^source\.(?:encoding|delimiter|lineSeparator|enclosure|headerRow|sheet)(?:\.|$)/],
  ['directory', /^source\.(?:vendor|keyAttribute|loginAttribute|disabledFilter|groups)(?:\.|$)/],
  ['source', /^(?:name|upload|source)(?:\.|$)/],
  ['fields', /^(?:fields|match|preFilter|variables|template)(?:\.|$)/],
  ['policy', /^(?:mode|missing|returning|renamed|generate|limits)(?:\.|$)/],
];

type Placed = Pick<ProfileProblemView, 'path'>;

/** The step in which a problem is mended. */
export const stepOf = ({ path }: Placed): StepId => {
  const place = path.join('.');
  return PLACES.find(([, places]) => places.test(place))?.[0] ?? 'finish';
};

/** Whether a step shows a problem. The filter stands in two steps, and is mended in the first. */
export const isShownIn = (step: StepId, problem: Placed): boolean =>
  stepOf(problem) === step || (step === 'directory' && problem.path.join('.') === 'source.filter');

/** The first step with something to correct. */
export const firstStepOf = (problems: readonly Placed[]): StepId => {
  const concerned = new Set(problems.map(stepOf));
  return STEPS.find((step) => concerned.has(step)) ?? 'finish';
};

const OF_SOURCE: Record<SourceKindId, (code: string) => boolean> = {
  upload: () => false,
  url: (code) => hasTrait(code, 'delivery'),
  ldap: (code) => !hasTrait(code, 'selection'),
  push: () => true,
  registered: () => true,
};

/** Whether a problem is mended where the source is entered, and not where it is said how it is read. */
export const isOfSource = (kind: SourceKindId, { code }: Pick<ProblemView, 'code'>): boolean =>
  OF_SOURCE[kind](code);
