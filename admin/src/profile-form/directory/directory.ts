import type { LdapVendorDefaults } from '../../../../shared/contracts/ldap';
import type { SourceInput } from '../../../../shared/profile';
import { EMPTY_DIRECTORY, type LdapInput } from '../../../../shared/profile/ldap';
import { isDirectory } from '../../utils/source-kind';
import { isSame } from '../../utils/values';
import { useProfileForm } from '../form-context';

/** The directory that is edited; an empty one for a source of another kind. */
export const directoryOf = (source: SourceInput): LdapInput =>
  isDirectory(source) ? source : EMPTY_DIRECTORY;

/** What is taken where the profile says nothing, as far as it is known for the vendor that is chosen. */
export const defaultsFor = (
  { vendor }: Pick<LdapInput, 'vendor'>,
  known: readonly (LdapVendorDefaults | null | undefined)[]
): LdapVendorDefaults | null =>
  known.find((defaults) => defaults && (vendor === null || defaults.vendor === vendor)) ?? null;

/** The column that the key attribute becomes. */
export const KEY_COLUMN = 'externalId';

/** The attribute that never changes; empty for none, null while it is not known. */
export const keyAttributeOf = (
  { keyAttribute }: Pick<LdapInput, 'keyAttribute'>,
  defaults: LdapVendorDefaults | null
): string | null => keyAttribute ?? defaults?.keyAttribute ?? null;

/** The settings that most people need not look at. */
export const MORE_PATHS = [
  'ca',
  'servername',
  'verifyCertificate',
  'clientCertificate',
  'clientKey',
  'scope',
  'attributes',
  'pageSize',
  'timeoutSeconds',
  'referrals',
] as const satisfies (keyof LdapInput)[];

/** Whether any of them is not as it is by default. */
export const hasMore = (source: LdapInput): boolean =>
  MORE_PATHS.some((path) => !isSame(source[path] ?? '', EMPTY_DIRECTORY[path] ?? ''));

/** The directory that is being edited, and what is known of it. */
export const useDirectoryForm = () => {
  const { draft, set, isReadOnly, preview, connection } = useProfileForm();
  const source = directoryOf(draft.source);
  return {
    source,
    change: (part: Partial<LdapInput>) => set('source', { ...source, ...part }),
    isReadOnly,
    connection,
    /** What the vendor that is chosen or was found is known for; null while that is not known. */
    defaults: defaultsFor(source, [preview.vendor, connection.result?.vendor]),
  };
};
