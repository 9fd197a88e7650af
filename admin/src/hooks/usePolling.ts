import * as React from 'react';

interface PolledQuery {
  isFetching: boolean;
  refetch: () => unknown;
}

/**
 * Asks a query anew so long after each answer, as long as the page that uses it is shown. RTK Query's
 * own polling goes on after that: Strapi's store has the middleware of its API twice, and the second
 * one is never told that nobody looks any more.
 */
export const usePolling = (
  { isFetching, refetch }: PolledQuery,
  { interval, isOn = true }: { interval: number; isOn?: boolean }
): void => {
  React.useEffect(() => {
    if (!isOn || isFetching) return;
    const timer = setTimeout(() => void refetch(), interval);
    return () => clearTimeout(timer);
  }, [isFetching, refetch, interval, isOn]);
};
