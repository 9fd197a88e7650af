import * as React from 'react';

import { EMPTY_DIRECTORY, type LdapInput } from '../../../../../shared/profile/ldap';
import type { LdapForm } from '../../../components/ldap/ldap-form';
import { defaultsFor } from '../../../components/ldap/model/defaults';
import { sentDirectory } from '../../../components/ldap/model/sent';
import { useConnectionTrial } from '../../../components/ldap/useConnectionTrial';
import { useLast } from '../../../hooks/useLast';
import { useProblemText } from '../../../hooks/useProblemText';
import { type DirectoryQuery, useBrowseQuery } from '../../../services/sources';
import { isDirectory } from '../../../utils/source-kind';
import { useEditor } from '../editor-context';
import { problemsOf } from '../../../profile-form/problems';

const isSame = (one: LdapInput, other: LdapInput): boolean =>
  JSON.stringify(one) === JSON.stringify(other);

/** The first entries of the directory that is being edited, read when asked for. */
const useEntries = ({ profile, source }: DirectoryQuery) => {
  const [asked, setAsked] = React.useState<LdapInput | null>(null);
  const { currentData, isFetching, isError, error, refetch } = useBrowseQuery(
    { profile, source: asked ?? source },
    { skip: asked === null }
  );
  const vendor = useLast(source.url, currentData?.vendor ?? undefined);
  return {
    browse: currentData,
    vendor,
    isFetching,
    error: isError ? error : null,
    isAsked: asked !== null,
    isStale: asked !== null && !isSame(asked, source),
    look: () => {
      if (asked !== null && isSame(asked, source)) void refetch();
      else setAsked(source);
    },
  };
};

export type Entries = ReturnType<typeof useEntries>;

/** The editor's draft as the fields of a directory take it; `form` is null for any other source. */
export const useDirectoryForm = (): { form: LdapForm | null; entries: Entries } => {
  const { profile, draft, change, problems, isReadOnly } = useEditor();
  const problemText = useProblemText();
  const source = isDirectory(draft.source) ? draft.source : EMPTY_DIRECTORY;
  const query = { profile: profile.id, source: sentDirectory(source) };
  const connection = useConnectionTrial(query);
  const entries = useEntries(query);
  if (!isDirectory(draft.source)) return { form: null, entries };
  return {
    entries,
    form: {
      source,
      change: (part) => change('source', { ...source, ...part }),
      messageOf: (path) => {
        const found = problemsOf(problems, `source.${path}`).map(problemText);
        return found.length > 0 ? found.join(' ') : undefined;
      },
      isReadOnly,
      defaults: defaultsFor(source, [entries.vendor, connection.result?.vendor]),
      connection,
    },
  };
};
