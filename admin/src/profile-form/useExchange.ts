import * as React from 'react';

import { type Path, valueAt } from '../../../shared/path';
import type { ProfileForm } from './form-context';

/**
 * Changes what stands at a place to something of another kind; what was entered for a kind comes back with
 * it, else `make` gets what is saved. Saving the profile ends it: the secrets that markers stand for are gone
 * with what was replaced.
 */
export const useExchange = <Value>(
  { saved, draft, set }: Pick<ProfileForm, 'saved' | 'draft' | 'set'>,
  path: Path,
  kindOf: (value: Value) => string
) => {
  const aside = React.useRef({ of: saved, values: new Map<string, Value>() });
  return (kind: string, make: (before: Value) => Value): void => {
    if (aside.current.of !== saved) aside.current = { of: saved, values: new Map() };
    const { values } = aside.current;
    const current = valueAt(draft, path) as Value;
    values.set(kindOf(current), current);
    set(path, make(values.get(kind) ?? (valueAt(saved, path) as Value)));
  };
};
