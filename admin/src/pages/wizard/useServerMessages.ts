import { placeInDirectory } from '../../components/ldap/model/sent';
import { useProblemText } from '../../hooks/useProblemText';
import type { WizardDraft } from './model/draft';
import type { Messages } from './model/problems';
import { messagesOf } from './model/server-problems';

/** What the server finds wrong with what was sent, in words beside the inputs of the draft; null for any other error. */
export const useServerMessages = ({
  kind,
  ldap,
}: Pick<WizardDraft, 'kind' | 'ldap'>): ((error: unknown) => Messages | null) => {
  const wordsOf = useProblemText();
  const placeOf = (path: string[]) => (kind === 'ldap' ? placeInDirectory(ldap, path) : path);
  return (error) => messagesOf(error, { kind, wordsOf, placeOf });
};
