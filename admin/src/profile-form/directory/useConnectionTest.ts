import * as React from 'react';

import type { ConnectionTest } from '../../../../shared/contracts/ldap';
import type { LdapInput } from '../../../../shared/profile/ldap';
import { type SourceQuery, useTestConnectionMutation } from '../../services/sources';

export interface ConnectionTesting {
  /** What the last test found. */
  result: ConnectionTest | null;
  /** Why there was no test. */
  error: unknown;
  isRunning: boolean;
  /** True when something was changed since the last test. */
  isStale: boolean;
  run: () => void;
}

interface Tested {
  source: LdapInput;
  result: ConnectionTest | null;
  error: unknown;
}

interface Options extends SourceQuery<LdapInput> {
  onRefused?: (error: unknown) => void;
}

/** Tests the connection to a directory as it is entered, when asked to. */
export const useConnectionTest = ({ profile, source, onRefused }: Options): ConnectionTesting => {
  const [test] = useTestConnectionMutation();
  const [isRunning, setIsRunning] = React.useState(false);
  const [tested, setTested] = React.useState<Tested | null>(null);

  const run = async () => {
    setIsRunning(true);
    const answer = await test({ profile, source });
    setIsRunning(false);
    if ('data' in answer) {
      setTested({ source, result: answer.data, error: null });
    } else {
      setTested({ source, result: null, error: answer.error });
      onRefused?.(answer.error);
    }
  };

  return {
    result: tested?.result ?? null,
    error: tested?.error ?? null,
    isRunning,
    isStale: tested !== null && JSON.stringify(tested.source) !== JSON.stringify(source),
    run: () => void run(),
  };
};
