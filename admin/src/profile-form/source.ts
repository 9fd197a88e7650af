import type { SourceInput } from '../../../shared/profile';
import { AUTOMATIC_FORMAT } from '../../../shared/profile/csv';
import { EMPTY_DIRECTORY } from '../../../shared/profile/ldap';
import { formatOf, type SourceKindId } from '../utils/source-kind';

/** A kind of source as it is chosen: one that another plugin brings is known by its name. */
export type SourceChoice = Exclude<SourceKindId, 'registered'> | `registered:${string}`;

/** What a source is chosen as. */
export const choiceOf = (source: SourceInput): SourceChoice => {
  if (source.type === 'registered') return `registered:${source.name}`;
  return source.type === 'csv' ? source.delivery : source.type;
};

const emptySource = (choice: SourceChoice): SourceInput => {
  switch (choice) {
    case 'ldap':
      return EMPTY_DIRECTORY;
    case 'upload':
      return { type: 'csv', delivery: choice, ...AUTOMATIC_FORMAT };
    case 'push':
      return { type: 'push', columns: [] };
    case 'url':
      return { type: 'csv', delivery: choice, url: '', ...AUTOMATIC_FORMAT };
    default:
      return { type: 'registered', name: choice.slice('registered:'.length), settings: {} };
  }
};

/** A source of another kind: as it was before, where that was of the kind; the format of a file is kept. */
export const sourceOfKind = (
  choice: SourceChoice,
  before: SourceInput,
  draft: SourceInput
): SourceInput => {
  const source = choiceOf(before) === choice ? before : emptySource(choice);
  return source.type === 'csv' ? { ...source, ...(formatOf(draft) ?? formatOf(before)) } : source;
};
