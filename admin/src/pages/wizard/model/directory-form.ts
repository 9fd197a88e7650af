import type { LdapForm } from '../../../components/ldap/ldap-form';
import { defaultsFor } from '../../../components/ldap/model/defaults';
import { messageAt } from './problems';
import type { Wizard } from '../useWizard';

/** The wizard's draft as the fields of a directory take it. */
export const directoryFormOf = ({
  draft,
  change,
  messages,
  preview,
  connection,
}: Wizard): LdapForm => ({
  source: draft.ldap,
  change: (part) => change({ ldap: { ...draft.ldap, ...part } }),
  messageOf: (path) => messageAt(messages, path),
  isReadOnly: false,
  defaults: defaultsFor(draft.ldap, [preview.vendor, connection.result?.vendor]),
  connection,
});
