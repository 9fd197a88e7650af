import type { Core } from '@strapi/strapi';

import type { ReadOption } from '../config/options';
import type { Profiles } from '../profiles';
import type { Secrets } from '../secrets/secrets';
import type { Uploads } from '../uploads';
import type { Workers } from '../worker/pool';
import type { Storage } from '../storage';
import type { Announce } from './announce';

/** What runs need of the rest of the server. */
export interface RunNeeds {
  storage: Storage;
  profiles: Pick<Profiles, 'assertWhole' | 'load' | 'pin' | 'fingerprint'>;
  uploads: Pick<Uploads, 'current' | 'fixes' | 'materialize'>;
  workers: Pick<Workers, 'read'>;
  fingerprint: Secrets['fingerprint'];
  announce: Announce;
  log: Core.Strapi['log'];
  option: ReadOption;
}
