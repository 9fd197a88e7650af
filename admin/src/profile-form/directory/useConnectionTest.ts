import * as React from 'react';

import type { ConnectionTestView } from '../../../../shared/contracts/ldap';
import type { SourceInput } from '../../../../shared/profile';
import { useTestConnectionMutation } from '../../services/sources';
import { sentOf } from '../problems';
import { directoryOf } from './directory';

export interface ConnectionTesting {
  /** What the last test found. */
  result: ConnectionTestView | null;
  /** Why there was no test. */
  error: unknown;
  isRunning: boolean;
  /** True when something was changed since the last test. */
  isStale: boolean;
  run: () => void;
}

interface Tested extends Pick<ConnectionTesting, 'result' | 'error'> {
  /** The directory as text. */
  of: string;
}

interface Options {
  profile: string | null;
  source: SourceInput;
  /** Takes why the server did not even test the connection. */
  onRefused?: (error: unknown) => void;
}

/** Tests the connection to a directory as it is entered, when asked to. */
export const useConnectionTest = ({ profile, source, onRefused }: Options): ConnectionTesting => {
  const [test] = useTestConnectionMutation();
  const [isRunning, setIsRunning] = React.useState(false);
  const [tested, setTested] = React.useState<Tested | null>(null);
  const sent = sentOf({ source: directoryOf(source) }).source;

  const run = async () => {
    setIsRunning(true);
    const answer = await test({ profile, source: sent });
    const [result, error] = 'data' in answer ? [answer.data, null] : [null, answer.error];
    setIsRunning(false);
    setTested({ of: JSON.stringify(sent), result, error });
    if (error !== null) onRefused?.(error);
  };

  return {
    result: tested?.result ?? null,
    error: tested?.error ?? null,
    isRunning,
    isStale: tested !== null && tested.of !== JSON.stringify(sent),
    run: () => void run(),
  };
};
