import * as React from 'react';

import { usePermissions } from '../../hooks/usePermissions';
import { useGetProfilesQuery } from '../../services/profiles';
import { EMPTY_DRAFT, type StepId, type WizardDraft } from './model/draft';
import { policyGaps } from './model/policy';
import { type Gap, inputsOf, type Messages } from './model/problems';
import { firstStepOf } from './model/server-problems';
import { sourceGaps } from './model/source-kinds';
import {
  furthestStep,
  isReachable,
  isReadable,
  neighbourOf,
  type Progress,
  stepsOf,
} from './model/steps';
import { useDraft } from './useDraft';
import { type FieldMatching, useFieldMatching } from './useFieldMatching';
import { useGapWords } from './useGapWords';
import { type Preview, usePreview } from './usePreview';

export type Change = (part: Partial<WizardDraft>) => void;

/** What every step of the wizard works with. */
export interface Wizard {
  draft: WizardDraft;
  /** Changes what is entered in the step that is shown. */
  change: Change;
  /** What to correct in the step that is shown, beside its inputs. */
  messages: Messages;
  preview: Preview;
  matching: FieldMatching;
  steps: readonly StepId[];
  step: StepId;
  furthest: StepId;
  /** True while it is not known yet how far the person can go. */
  isPending: boolean;
  /** Counts the times that the person went, or tried to go, somewhere. */
  moves: number;
  goTo: (step: StepId) => void;
  next: () => void;
  /** Shows what the server finds wrong, in the step that it concerns. */
  correct: (messages: Messages) => void;
}

interface Shown {
  step: StepId;
  isPending: boolean;
}

const shownStep = (
  steps: readonly StepId[],
  wanted: StepId,
  furthest: StepId,
  isLoading: boolean
): Shown => {
  if (isReachable(steps, wanted, furthest)) return { step: wanted, isPending: false };
  return isLoading ? { step: wanted, isPending: true } : { step: furthest, isPending: false };
};

const without = (messages: Messages, step: StepId): Messages => {
  const rest = { ...messages };
  for (const input of inputsOf(step)) delete rest[input];
  return rest;
};

const useTakenNames = (): string[] => {
  const { canRead } = usePermissions();
  const { data = [] } = useGetProfilesQuery(undefined, { skip: !canRead });
  return data.map(({ name }) => name);
};

interface WizardOptions {
  user: string;
  canUpload: boolean;
}

/** The wizard's state: what is entered, how far that is in order, and which step is shown. */
export const useWizard = ({ user, canUpload }: WizardOptions) => {
  const stored = useDraft({
    user,
    empty: canUpload ? EMPTY_DRAFT : { ...EMPTY_DRAFT, kind: 'url' },
  });
  const { draft, setDraft } = stored;
  const taken = useTakenNames();
  const gapWords = useGapWords();
  const [found, setFound] = React.useState<Messages>({});
  const [moved, setMoved] = React.useState({ count: 0, isStopped: false });

  const isComplete = sourceGaps(draft, []).length === 0;
  const preview = usePreview({ draft, isComplete });
  const matching = useFieldMatching(
    isReadable(preview.detection) ? preview.detection : undefined,
    draft.choices
  );

  const progress: Progress = {
    source: isComplete && preview.detection !== undefined,
    format: isReadable(preview.detection),
    fields: matching.key !== null,
    policy: policyGaps(draft.policy).length === 0,
  };
  const steps = stepsOf(draft);
  const furthest = furthestStep(steps, progress);
  const isLoading = (!preview.detection && preview.isFetching) || matching.isLoading;
  const { step, isPending } = shownStep(steps, draft.step, furthest, isLoading);

  const gapsOf: Record<StepId, Gap[]> = {
    source: sourceGaps(draft, taken),
    format: [],
    fields: [],
    policy: policyGaps(draft.policy),
    finish: [],
  };
  const gaps = gapsOf[step];

  const goTo = (target: StepId) => {
    setMoved(({ count }) => ({ count: count + 1, isStopped: false }));
    setDraft((before) => ({ ...before, step: target }));
  };

  const change: Change = (part) => {
    setFound((before) => without(before, step));
    setDraft((before) => ({ ...before, ...part, step }));
  };

  const mayGoOn = (): boolean => {
    if (gaps.length > 0) return false;
    if (step === 'format') return progress.format && !preview.isFetching;
    return step !== 'fields' || progress.fields;
  };

  const next = () => {
    const target = neighbourOf(steps, step, 1);
    if (target === null || !mayGoOn()) {
      setMoved(({ count }) => ({ count: count + 1, isStopped: true }));
      return;
    }
    if (step === 'source' && preview.error) preview.retry();
    goTo(target);
  };

  const wizard: Wizard = {
    draft,
    change,
    messages: { ...found, ...(moved.isStopped ? gapWords(gaps) : {}) },
    preview,
    matching,
    steps,
    step,
    furthest,
    isPending,
    moves: moved.count,
    goTo,
    next,
    correct: (messages) => {
      setFound(messages);
      goTo(firstStepOf(messages));
    },
  };
  return { wizard, stored };
};
