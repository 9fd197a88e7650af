import type { Browse } from '../../../../shared/contracts/ldap';
import type { LdapSource } from '../../../../shared/profile/ldap';
import { SourceError } from '../../utils/errors';
import type { SourceContext } from '../types';
import { readDirectory } from './directory';
import { forScreen } from './settings';

/** How many entries are shown. */
const ENTRIES = 25;

/** The first entries as a run would read them. A directory that cannot be read is the answer's `problem`. */
export const browse = async (
  source: LdapSource,
  { folder, network }: Pick<SourceContext, 'folder' | 'network'>
): Promise<Browse> => {
  let vendor: Browse['vendor'] = null;
  try {
    const { columns, rows } = await readDirectory(forScreen(source), {
      folder,
      network: { ...network, retries: 0 },
      most: ENTRIES,
      names: [],
      onVendor: (defaults) => (vendor = defaults),
    });
    const shown: Browse['rows'] = [];
    for await (const { number, values } of rows) {
      if (shown.length < ENTRIES) shown.push({ number, values });
    }
    return { columns, rows: shown, vendor, problem: null };
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    const problem = { code: error.code, message: error.message };
    return { columns: [], rows: [], vendor, problem };
  }
};
