import { useNavigate } from 'react-router-dom';

import { paths } from '../../../constants';
import { useErrorNotification } from '../../../hooks/useErrorNotification';
import { useRunProfileMutation, useTestProfileMutation } from '../../../services/runs';

/** Starts a run or test run of a profile and goes to its page. */
export const useStart = (profileId: string) => {
  const navigate = useNavigate();
  const showError = useErrorNotification();
  const [testProfile, testing] = useTestProfileMutation();
  const [runProfile, running] = useRunProfileMutation();

  const goTo = async (started: Promise<{ id: string }>): Promise<void> => {
    try {
      const { id } = await started;
      navigate(paths.run(id));
    } catch (error) {
      showError(error);
    }
  };

  return {
    test: () => goTo(testProfile(profileId).unwrap()),
    run: (confirm?: string) =>
      goTo(runProfile({ profile: profileId, ...(confirm !== undefined && { confirm }) }).unwrap()),
    isStarting: testing.isLoading || running.isLoading,
  };
};
