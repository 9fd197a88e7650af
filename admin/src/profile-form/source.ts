import type { SourceInput } from '../../../shared/profile';
import { AUTOMATIC_FORMAT } from '../../../shared/profile/csv';
import { EMPTY_DIRECTORY } from '../../../shared/profile/ldap';
import { formatOf, kindOf, type SourceKindId } from '../utils/source-kind';
import type { ProfileForm } from './form-context';
import { useAside } from './useAside';

/** What a source of another plugin is called; undefined for one of our own. */
const nameOf = (source: SourceInput): string | undefined =>
  source.type === 'registered' ? source.name : undefined;

/**
 * A source of another kind: as it was before, where that was of the kind; the format of a file is kept.
 * @param name of a source of another plugin
 */
export const sourceOfKind = (
  kind: SourceKindId,
  before: SourceInput,
  draft: SourceInput,
  name = ''
): SourceInput => {
  const format = formatOf(draft) ?? formatOf(before) ?? AUTOMATIC_FORMAT;
  const isOfKind = kindOf(before) === kind;
  switch (kind) {
    case 'ldap':
      return isOfKind ? before : EMPTY_DIRECTORY;
    case 'registered':
      return nameOf(before) === name ? before : { type: 'registered', name, settings: {} };
    case 'upload':
      return { type: 'csv', delivery: kind, ...format };
    case 'url':
      return isOfKind
        ? { ...before, ...format }
        : { type: 'csv', delivery: kind, url: '', ...format };
  }
};

/** Chooses another kind of source; what was entered for one comes back with it. */
export const useKindChange = ({
  saved,
  draft,
  set,
}: Pick<ProfileForm, 'saved' | 'draft' | 'set'>) => {
  const aside = useAside<string, SourceInput>(saved);
  return (kind: SourceKindId, name?: string) => {
    const current = [kindOf(draft.source), nameOf(draft.source)].join(':');
    const next = [kind, name].join(':');
    if (next === current) return;
    const values = aside();
    values[current] = draft.source;
    set('source', sourceOfKind(kind, values[next] ?? saved.source, draft.source, name));
  };
};
