import type { Core } from '@strapi/strapi';

import { englishOf } from '../../shared/codes/texts';
import { registerAudited } from './alarms/audit';
import { WEBHOOK_EVENTS } from './alarms/events';
import { connectorOf } from './compose';
import { renewProfiles } from './profiles/renew';
import { PLUGIN_ID, PURPOSE } from './constants';
import { removeDelivered } from './middlewares/uploads';
import { dropFormerIndexes } from './migrations/indexes';
import { isCarrying } from './moving';
import { removeLeftFolders } from './utils/temporary-folder';
import { encodingProblem, encodingReason } from './storage/encoding';
import { renewIdentities } from './storage/records/renew-identities';

/** Brings what an older version stored up to date, and says what a person has to do. */
const prepareDatabase = async (strapi: Core.Strapi): Promise<void> => {
  const problem = await encodingProblem(strapi);
  if (problem !== null) strapi.log.error(`${PLUGIN_ID}: ${englishOf(encodingReason(problem))}`);
  await dropFormerIndexes(strapi);
  await renewProfiles(strapi, connectorOf(strapi).secrets);
};

/** Looks at all stored records, as each run does before it begins. */
const prepareRecords = async (strapi: Core.Strapi): Promise<void> => {
  const sharing = await renewIdentities(strapi);
  if (sharing === 0) return;
  strapi.log.warn(
    `${PLUGIN_ID}: ${sharing} stored records share a user name, extension, external id or MAC address in one spelling or another. ` +
      `No run changes or removes them: give them values of their own in the content manager. Rows about them are reported with the code ambiguous-person.`
  );
};

const bootstrap = async ({ strapi }: { strapi: Core.Strapi }) => {
  Object.entries(WEBHOOK_EVENTS).forEach(([key, name]) =>
    strapi.get('webhookStore').addAllowedEvent(key, name)
  );
  registerAudited(strapi);
  // Strapi's own middlewares are in place by now, its routes are not.
  strapi.server.use(removeDelivered);
  await removeLeftFolders();
  const { filing, moving, queue, retention, runs, schedule, watch } = connectorOf(strapi);
  await moving.unpack();
  await prepareDatabase(strapi);
  // A command that only shows something must not wait for what grows with all that is stored.
  if (strapi.config.get(PURPOSE, 'server') === 'server') {
    await prepareRecords(strapi);
    void filing.start();
    retention.start();
  }
  await queue.open();
  await runs.interruptAbandoned();
  await schedule.start();
  await watch.start();
  if (isCarrying(process.argv)) await moving.pack();
};

export default bootstrap;
