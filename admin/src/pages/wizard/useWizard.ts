import * as React from 'react';

import { sentDirectory } from '../../components/ldap/model/sent';
import { type ConnectionTrial, useConnectionTrial } from '../../components/ldap/useConnectionTrial';
import { usePermissions } from '../../hooks/usePermissions';
import { useGetProfilesQuery } from '../../services/profiles';
import { EMPTY_DRAFT, type StepId, type WizardDraft } from './model/draft';
import { policyGaps } from './model/policy';
import { type Gap, type Messages, messagesOfStep } from './model/problems';
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
import { useServerMessages } from './useServerMessages';

export type Change = (part: Partial<WizardDraft>) => void;

/** What every step of the wizard works with. */
export interface Wizard {
  draft: WizardDraft;
  /** Changes what is entered in the step that is shown. */
  change: Change;
  /** What to correct in the step that is shown, beside its inputs. */
  messages: Messages;
  preview: Preview;
  /** The test of the connection to a directory. */
  connection: ConnectionTrial;
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
  const messagesOf = useServerMessages(draft);
  const [found, setFound] = React.useState<Messages>({});
  const [moved, setMoved] = React.useState({ count: 0, isStopped: false });

  const isComplete = sourceGaps(draft, []).length === 0;
  const preview = usePreview({ draft, isComplete });
  const { sample } = preview;
  const matching = useFieldMatching(isReadable(sample) ? sample : undefined, draft);

  const progress: Progress = {
    source: isComplete && sample !== undefined,
    format: isReadable(preview.detection),
    directory: isReadable(sample) && preview.error === null,
    fields: matching.key !== null,
    policy: policyGaps(draft.policy).length === 0,
  };
  const steps = stepsOf(draft);
  const furthest = furthestStep(steps, progress);
  const isLoading = (!sample && preview.isFetching) || matching.isLoading;
  const { step, isPending } = shownStep(steps, draft.step, furthest, isLoading);

  const gapsOf: Record<StepId, Gap[]> = {
    source: sourceGaps(draft, taken),
    format: [],
    directory: [],
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
    setFound((before) => messagesOfStep(before, step, false));
    setDraft((before) => ({ ...before, ...part, step }));
  };

  const mayGoOn = (): boolean => {
    if (gaps.length > 0) return false;
    if (step === 'format' || step === 'directory') return progress[step] && !preview.isFetching;
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

  const correct = (messages: Messages) => {
    setFound(messages);
    goTo(firstStepOf(messages));
  };

  const connection = useConnectionTrial({
    profile: null,
    source: sentDirectory(draft.ldap),
    onRefused: (error) => {
      const messages = messagesOf(error);
      if (messages) correct(messages);
    },
  });
  // What a look at the directory is refused for stands beside its inputs, too.
  const refused = draft.kind === 'ldap' ? messagesOf(preview.error) : null;

  const wizard: Wizard = {
    draft,
    change,
    messages: { ...refused, ...found, ...(moved.isStopped ? gapWords(gaps) : {}) },
    preview,
    connection,
    matching,
    steps,
    step,
    furthest,
    isPending,
    moves: moved.count,
    goTo,
    next,
    correct,
  };
  return { wizard, stored };
};
