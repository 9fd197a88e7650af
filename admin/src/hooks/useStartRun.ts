import { useNotification } from '@strapi/strapi/admin';
import { useHref, useNavigate } from 'react-router-dom';

import { useAnswerText } from './useCodeTexts';
import type { PeopleAnswer } from '../../../shared/contracts/runs';
import { paths } from '../constants';
import {
  useRemoveProfileMutation,
  useRunProfileMutation,
  useTestProfileMutation,
  useTestRemovalMutation,
  useTestUndoMutation,
  useUndoRunMutation,
} from '../services/runs';
import { useErrorNotification } from './useErrorNotification';
import { refusalOf } from '../utils/answers';
import { usePermissions } from './usePermissions';
import { useText } from './useText';

/** The run that is in the way of another one; null for an error of another kind. */
const runInTheWay = (error: unknown): string | null => {
  const refusal = refusalOf(error);
  const run = refusal?.details.run;
  return refusal?.code === 'already-running' && typeof run === 'string' ? run : null;
};

/** What the page of a run is told of it when it is started. */
export interface RunPageState {
  /** The name of the profile that goes with its end. */
  deletes?: string;
}

/** Starts runs and test runs and goes to their page; where one is going on already, links to that. */
export const useStartRun = () => {
  const navigate = useNavigate();
  const t = useText();
  const showError = useErrorNotification();
  const answerText = useAnswerText();
  const { toggleNotification } = useNotification();
  // The notification's link is an ordinary one: it knows nothing of where the panel is mounted.
  const runs = useHref(paths.runs);
  const { canHistory } = usePermissions();
  const [testProfile, test] = useTestProfileMutation();
  const [runProfile, run] = useRunProfileMutation();
  const [testRemoval, removalTest] = useTestRemovalMutation();
  const [removeProfile, removal] = useRemoveProfileMutation();
  const [testUndo, undoTest] = useTestUndoMutation();
  const [undoRun, undo] = useUndoRunMutation();

  /** @returns whether the run has begun */
  const follow = (
    answer: { data?: { id: string }; error?: unknown },
    state?: RunPageState
  ): boolean => {
    const other = runInTheWay(answer.error);
    if (other !== null && canHistory) {
      const label = t('start.show-other', 'Show that run');
      const link = { label, url: `${runs}/${other}` };
      toggleNotification({
        type: 'warning',
        message: answerText(answer.error) ?? label,
        link,
      });
    } else if (answer.data === undefined) showError(answer.error);
    else if (canHistory) navigate(paths.run(answer.data.id), { state });
    return answer.data !== undefined;
  };

  return {
    isStarting: [test, run, removalTest, removal, undoTest, undo].some(
      ({ isLoading }) => isLoading
    ),
    startTest: async (profile: string) => follow(await testProfile(profile)),
    /** Shows who would be removed with the profile. */
    startRemovalTest: async (profile: string) => follow(await testRemoval(profile)),
    /** `confirm`: the profile's name as typed. */
    startRemoval: async (profile: string, confirm: string) =>
      follow(await removeProfile({ profile, confirm }), { deletes: confirm }),
    /** Shows what undoing a run would do. */
    startUndoTest: async (undone: string) => follow(await testUndo(undone)),
    startUndo: async (undone: string) => follow(await undoRun(undone)),
    /**
     * @param confirm the profile's name as typed, for mode `replace`
     * @param people what was said of people whom an earlier run shows
     */
    startRun: async (profile: string, confirm?: string, people?: PeopleAnswer) =>
      follow(
        await runProfile({
          profile,
          ...(confirm !== undefined && { confirm }),
          ...(people && { people }),
        })
      ),
  };
};
