import type { ConnectionTestView } from '../../../../shared/contracts/ldap';
import type { SourceInput } from '../../../../shared/profile';
import { useLastDefined } from '../../hooks/useLastDefined';
import { useTestConnectionMutation } from '../../services/sources';
import { isSame } from '../../utils/values';
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

interface Options {
  profile: string | null;
  source: SourceInput;
  /** Takes why the server did not even test the connection. */
  onRefused?: (error: unknown) => void;
}

/** Tests the connection to a directory as it is entered, when asked to. */
export const useConnectionTest = ({ profile, source, onRefused }: Options): ConnectionTesting => {
  const [test, { data, error, isLoading, originalArgs }] = useTestConnectionMutation();
  // The base DNs and the vendor that were found are known while the next test is under way, too.
  const result = useLastDefined('', data);
  const sent = sentOf({ source: directoryOf(source) }).source;

  const run = async () => {
    const answer = await test({ profile, source: sent });
    if ('error' in answer) onRefused?.(answer.error);
  };

  return {
    result: error === undefined && result ? result : null,
    error: error ?? null,
    isRunning: isLoading,
    isStale: originalArgs !== undefined && !isSame(originalArgs.source, sent),
    run: () => void run(),
  };
};
