import * as React from 'react';

import type { Person, PersonTrial } from '../../../shared/contracts/person';
import type { RunDetail } from '../../../shared/contracts/reports';
import { usePermissions } from '../hooks/usePermissions';
import { usePolling } from '../hooks/usePolling';
import {
  useGetRunProgressQuery,
  useGetRunQuery,
  useRunProfileMutation,
  useTryPersonMutation,
} from '../services/runs';

const POLL_MS = 500;

/** How far the sync of a person is; `asking` only where nobody has said yet whom it is about. */
export type PersonSyncState =
  | { step: 'asking'; error: unknown }
  | { step: 'looking' }
  | { step: 'refused'; error: unknown }
  | { step: 'shown'; trial: PersonTrial }
  | { step: 'running' }
  /** `run` is null for those who may not see the history. */
  | { step: 'over'; run: RunDetail | null };

/** The run that was started; null before, and while it goes on. */
const useEndOf = (id: string | null): RunDetail | null => {
  const skip = { skip: id === null };
  const progress = useGetRunProgressQuery(id ?? '', skip);
  const isOver = progress.currentData === null;
  usePolling(progress, { interval: POLL_MS, isOn: id !== null && !isOver });
  const run = useGetRunQuery(id ?? '', { skip: id === null || !isOver });
  return run.currentData && run.currentData.status !== 'running' ? run.currentData : null;
};

/** Shows what syncing one person would do, and does it. */
export const usePersonSync = (profile: string, known: Person | null) => {
  const { canHistory } = usePermissions();
  const [person, setPerson] = React.useState(known);
  const [tryPerson, tried] = useTryPersonMutation();
  const [runProfile, started] = useRunProfileMutation();
  const runId = started.data?.id ?? null;
  const run = useEndOf(canHistory ? runId : null);

  const look = React.useCallback(
    (next: Person) => {
      setPerson(next);
      void tryPerson({ profile, person: next });
    },
    [profile, tryPerson]
  );

  const isAsked = known === null;
  const first = React.useRef(known);
  React.useEffect(() => {
    if (first.current) look(first.current);
    first.current = null;
  }, [look]);

  const stateOf = (): PersonSyncState => {
    if (started.isError) return { step: 'refused', error: started.error };
    if (runId !== null) {
      return run || !canHistory ? { step: 'over', run } : { step: 'running' };
    }
    if (started.isLoading) return { step: 'running' };
    if (tried.isLoading) return { step: 'looking' };
    if (tried.data) return { step: 'shown', trial: tried.data };
    if (isAsked) return { step: 'asking', error: tried.error ?? null };
    return tried.isError ? { step: 'refused', error: tried.error } : { step: 'looking' };
  };

  return {
    state: stateOf(),
    look,
    apply: () => person && void runProfile({ profile, person }),
  };
};
