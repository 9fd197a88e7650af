import type { EncodingProblem } from '../../../shared/contracts/database';
import { useGetDatabaseQuery } from '../services/profiles';
import { usePermissions } from './usePermissions';

/** It is mended elsewhere, while the panel is open. */
const OLD_AFTER_SECONDS = 30;

/** Why the server starts no run and no test run; null where it does. */
export const useDatabaseProblem = (): EncodingProblem | null => {
  const { canRead } = usePermissions();
  const { data } = useGetDatabaseQuery(undefined, {
    skip: !canRead,
    refetchOnMountOrArgChange: OLD_AFTER_SECONDS,
  });
  return data?.problem ?? null;
};
