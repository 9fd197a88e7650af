import { useNavigate } from 'react-router-dom';

import { paths } from '../constants';
import { useRunProfileMutation, useTestProfileMutation } from '../services/runs';
import { useErrorNotification } from './useErrorNotification';
import { usePermissions } from './usePermissions';

/** Starts runs and test runs and goes to their page. */
export const useStartRun = () => {
  const navigate = useNavigate();
  const showError = useErrorNotification();
  const { canHistory } = usePermissions();
  const [testProfile, test] = useTestProfileMutation();
  const [runProfile, run] = useRunProfileMutation();

  const follow = (answer: { data?: { id: string }; error?: unknown }) => {
    if (answer.data === undefined) showError(answer.error);
    else if (canHistory) navigate(paths.run(answer.data.id));
  };

  return {
    isStarting: test.isLoading || run.isLoading,
    startTest: async (profile: string) => follow(await testProfile(profile)),
    /** `confirm`: the profile's name as typed, for mode `replace`. */
    startRun: async (profile: string, confirm?: string) =>
      follow(await runProfile({ profile, ...(confirm !== undefined && { confirm }) })),
  };
};
