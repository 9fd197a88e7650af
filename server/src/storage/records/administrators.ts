import type { Core } from '@strapi/strapi';

import { identityOf } from '../../../../shared/identity';

/** The identities of the user names and e-mail addresses of Strapi's own administrators. */
export const administratorIdentities = async (
  strapi: Core.Strapi
): Promise<ReadonlySet<string>> => {
  const administrators: { username: string | null; email: string | null }[] = await strapi.db
    .query('admin::user')
    .findMany({ select: ['username', 'email'] });
  const identities = administrators.flatMap(({ username, email }) => [
    identityOf('username', username ?? ''),
    identityOf('email', email ?? ''),
  ]);
  return new Set(identities.filter((identity) => identity !== null));
};
