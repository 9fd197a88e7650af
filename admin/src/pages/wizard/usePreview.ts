import type { Browse, LdapVendorDefaults } from '../../../../shared/contracts/ldap';
import type { Detection } from '../../../../shared/contracts/sources';
import type { Sample } from '../../components/ldap/model/entries';
import type { WizardDraft } from './model/draft';
import { SOURCE_KINDS } from './model/source-kinds';
import type { Look, PreviewOptions } from './look';
import { useDirectoryPreview } from './useDirectoryPreview';
import { useFilePreview } from './useFilePreview';

export interface Preview extends Omit<Look<Sample>, 'found'> {
  /** The columns and first rows, of a file or a directory. */
  sample: Sample | undefined;
  /** A file's. */
  detection: Detection | undefined;
  /** A directory's. */
  browse: Browse | undefined;
  vendor: LdapVendorDefaults | undefined;
}

/** A problem that is mended where the source is entered keeps it from being looked at. */
const ofSource = <Found extends Pick<Sample, 'problem'>>(
  look: Look<Found>,
  kind: WizardDraft['kind']
): Look<Found> => {
  const problem = look.found?.problem;
  return problem && SOURCE_KINDS[kind].isOfSource(problem)
    ? { ...look, found: undefined, error: problem }
    : look;
};

/** The columns and first rows of the source, read as the draft says. */
export const usePreview = (options: PreviewOptions): Preview => {
  const { kind } = options.draft;
  const file = ofSource(useFilePreview(options), kind);
  const directory = useDirectoryPreview(options);
  const entries = ofSource(directory.look, kind);
  const { isFetching, error, retry } = kind === 'ldap' ? entries : file;
  const common = { isFetching, error, retry };
  return kind === 'ldap'
    ? {
        ...common,
        detection: undefined,
        browse: entries.found,
        vendor: directory.vendor,
        sample: entries.found && directory.sample,
      }
    : {
        ...common,
        detection: file.found,
        browse: undefined,
        vendor: undefined,
        sample: file.found,
      };
};
