import type { ForgettingPreview, ForgettingView } from '../../../shared/contracts/forgetting';
import { usePolling } from '../hooks/usePolling';
import {
  useForgetPersonMutation,
  useGetForgettingPreviewQuery,
  useGetForgettingQuery,
  type Whom,
} from '../services/forgetting';

const POLL_MS = 1000;

/** How far forgetting a person is. */
export type ForgettingStep =
  | { step: 'looking' }
  | { step: 'refused'; error: unknown }
  /** `error`: why it did not begin, after somebody has asked for it. */
  | { step: 'shown'; preview: ForgettingPreview; isStarting: boolean; error: unknown }
  | { step: 'begun'; request: ForgettingView };

/** Shows what is stored of a person, and forgets them. */
export const useForgetting = (whom: Whom) => {
  const preview = useGetForgettingPreviewQuery(whom, { refetchOnMountOrArgChange: true });
  const [forgetPerson, started] = useForgetPersonMutation();
  const id = started.data?.id ?? '';
  const current = useGetForgettingQuery(id, { skip: id === '' });
  const request = current.currentData ?? started.data;
  const isGoingOn = request !== undefined && request.state !== 'done';
  usePolling(current, { interval: POLL_MS, isOn: isGoingOn });

  const stepOf = (): ForgettingStep => {
    if (request) return { step: 'begun', request };
    if (preview.currentData) {
      const { isLoading: isStarting, error } = started;
      return { step: 'shown', preview: preview.currentData, isStarting, error };
    }
    return preview.isError ? { step: 'refused', error: preview.error } : { step: 'looking' };
  };

  return {
    state: stepOf(),
    forget: (wanted: { keepOut: boolean; reference: string }) =>
      void forgetPerson({ whom, ...wanted }),
  };
};
