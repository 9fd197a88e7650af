import type { LdapSource } from '../../../../shared/profile/ldap';
import type { OpenSource, SourceContext, SourceReader } from '../types';
import { readDirectory } from './directory';

/** The source `ldap`: the entries of a directory. A row's number is the place at which its entry came. */
export const ldapSource: SourceReader<LdapSource> = {
  async open(source: LdapSource, context: SourceContext): Promise<OpenSource> {
    const { columns, issues, rows } = await readDirectory(source, context);
    return { notModified: false, validators: null, columns, issues, rows };
  },
};
