import type { Core } from '@strapi/strapi';

import { englishOf } from '../../shared/codes/texts';
import { registerAudited } from './alarms/audit';
import { WEBHOOK_EVENTS } from './alarms/events';
import { connectorOf } from './compose';
import { renewProfiles } from './profiles/renew';
import { PLUGIN_ID, type ProcessPurpose, PURPOSE } from './constants';
import { removeDelivered } from './middlewares/uploads';
import { dropFormerIndexes } from './migrations/indexes';
import { isCarrying } from './moving';
import { removeLeftFolders } from './utils/temporary-folder';
import { encodingProblem, encodingReason } from './storage/encoding';
import { compareBytewise } from './storage/lookup/collation';
import { renewIdentities } from './storage/records/renew-identities';

/** Brings what an older version stored up to date, and says what a person has to do. */
const prepareDatabase = async (strapi: Core.Strapi): Promise<void> => {
  const problem = await encodingProblem(strapi);
  if (problem !== null) strapi.log.error(`${PLUGIN_ID}: ${englishOf(encodingReason(problem))}`);
  await dropFormerIndexes(strapi);
  await compareBytewise(strapi);
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

/** Sees to what has passed since somebody last looked, and begins what goes on by itself, where that is this process's. */
const begin = async (strapi: Core.Strapi, purpose: ProcessPurpose): Promise<void> => {
  const { background, runs } = connectorOf(strapi);
  if (purpose === 'server') {
    // Whether it is one, Strapi has not decided yet.
    strapi.server.httpServer.once('listening', () => void background.begin());
  } else if (purpose === 'work') {
    await background.begin();
  } else {
    await runs.interruptAbandoned();
    await runs.expireHeld();
  }
};

const bootstrap = async ({ strapi }: { strapi: Core.Strapi }) => {
  Object.entries(WEBHOOK_EVENTS).forEach(([key, name]) =>
    strapi.get('webhookStore').addAllowedEvent(key, name)
  );
  registerAudited(strapi);
  // Strapi's own middlewares are in place by now, its routes are not.
  strapi.server.use(removeDelivered);
  await removeLeftFolders();
  const { moving, queue } = connectorOf(strapi);
  await moving.unpack();
  await prepareDatabase(strapi);
  const purpose = strapi.config.get<ProcessPurpose>(PURPOSE, 'server');
  // A command that only shows something must not wait for what grows with all that is stored.
  if (purpose === 'server') await prepareRecords(strapi);
  await queue.open();
  await begin(strapi, purpose);
  if (isCarrying(process.argv)) await moving.pack();
};

export default bootstrap;
