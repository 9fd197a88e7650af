import * as React from 'react';

import type { ProfileInput } from '../../../shared/profile';

/**
 * What was entered for choices that are not chosen any more, by their names. Saving the profile ends it: the
 * secrets that markers in it stand for are gone with what was replaced.
 */
export const useAside = <Name extends string, Value>(saved: ProfileInput) => {
  const aside = React.useRef<{ of: ProfileInput; values: Partial<Record<Name, Value>> }>({
    of: saved,
    values: {},
  });
  return (): Partial<Record<Name, Value>> => {
    if (aside.current.of !== saved) aside.current = { of: saved, values: {} };
    return aside.current.values;
  };
};
