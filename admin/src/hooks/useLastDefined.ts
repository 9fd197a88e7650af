import * as React from 'react';

/** What was found last, for as long as it is of the same source. */
export const useLastDefined = <Found>(
  identity: string,
  found: Found | undefined
): Found | undefined => {
  const [last, setLast] = React.useState<{ identity: string; found: Found } | null>(null);
  if (found !== undefined && (last?.found !== found || last.identity !== identity)) {
    setLast({ identity, found });
  }
  return found ?? (last?.identity === identity ? last.found : undefined);
};
