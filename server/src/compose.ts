import type { Core } from '@strapi/strapi';

import { createAdministration } from './administration';
import { createAlarms } from './alarms';
import { createEmit } from './alarms/events';
import { createPost } from './alarms/post';
import { createRaisedAlarms } from './alarms/raised';
import { createWatch } from './alarms/watch';
import { createAuthentication } from './authentication';
import { createBackground } from './background';
import type { ReadOption } from './config/options';
import { PLUGIN_ID, type ProcessPurpose, PURPOSE } from './constants';
import { createDelegation } from './delegation';
import { createForgetting } from './forgetting';
import { createHealth } from './health';
import { createLookup } from './lookup';
import { createFiling } from './migrations/search-blocks';
import { createStarts } from './machines/starts';
import { createMoving } from './moving';
import { createOrigins } from './origins';
import { createPersons } from './persons';
import { createProfiles } from './profiles';
import type { ProfileDeed } from './profiles/save';
import { createJobQueue } from './queue/jobs';
import { createLocalQueue } from './queue/local';
import { createRedis } from './queue/redis';
import { createWork } from './queue/work';
import { createRemotePhonebooks } from './remote-phonebooks';
import { createRuns } from './runs';
import { createRetention } from './runs/retention';
import { createTrials } from './runs/trial';
import { createSchedule } from './schedule';
import { createSecrets } from './secrets';
import { createSettings } from './settings';
import { createSourceRegistry } from './sources/registered/registry';
import { createUploads } from './uploads';
import { createLineFixes } from './uploads/line-fixes';
import { createWorkers } from './worker/pool';
import { createStorage } from './storage';
import { createNumberingPlans } from './storage/lookup/plans';
import { createFinder } from './storage/lookup/find';
import { createPeopleReader } from './storage/lookup/people';
import { createPhonebookReader } from './storage/phonebooks/reader';
import { createRecordIndex } from './storage/lookup/record-index';
import { createLookupRenewal } from './storage/lookup/renewal';

/**
 * Builds the connector of an app: the one place that says who needs whom.
 * @throws ConnectorError `encryption-key-missing`
 */
const compose = (strapi: Core.Strapi) => {
  const option: ReadOption = (name) => strapi.plugin(PLUGIN_ID).config(name);

  const { log } = strapi;
  const store = strapi.store({ type: 'plugin', name: PLUGIN_ID });
  const emit = createEmit(strapi);
  const settings = createSettings({
    store,
    file: () => strapi.config.get(`plugin::${PLUGIN_ID}`),
    option,
    log,
  });
  const { network } = settings;
  const secrets = createSecrets({ strapi, option });
  const { fingerprint } = secrets;
  const plans = createNumberingPlans({ strapi, settings });
  const recordIndex = createRecordIndex({ strapi, plans });
  const storage = createStorage({ strapi, secrets, recordIndex, option });
  const uploads = createUploads({ strapi, secrets, option });
  const lineFixes = createLineFixes({ strapi, secrets });
  const sources = createSourceRegistry();
  const findSource = sources.find;
  const workers = createWorkers({ strapi, uploads, findSource, option, network });
  const changed = (deed: ProfileDeed) => emit('directory-connector.profile-changed', deed);
  const profiles = createProfiles({ strapi, secrets, workers, findSource, settings, changed });
  const raised = createRaisedAlarms(strapi);
  const post = createPost({ strapi });
  const alarms = createAlarms({ profiles, storage, raised, post, emit, log });
  const retention = createRetention({ storage, uploads, settings, log });
  const runs = createRuns({
    storage,
    profiles,
    uploads,
    lineFixes,
    workers,
    fingerprint,
    cipher: secrets,
    notify: alarms,
    store,
    retention,
    log,
    option,
    settings,
  });
  const redis =
    option('queue') === 'local'
      ? null
      : createRedis({
          url: option('redisUrl'),
          queueName: `${PLUGIN_ID}-${fingerprint('queue', '')}`,
          appFolder: strapi.dirs.app.root,
          log,
        });
  // Whoever calls the command line waits for the run, perhaps with a file that is only there.
  const purpose = strapi.config.get<ProcessPurpose>(PURPOSE, 'server');
  const queue =
    redis && purpose !== 'command' ? createJobQueue({ runs, redis, log }) : createLocalQueue(runs);
  const schedule = createSchedule({ log, profiles, runs, queue, storage, option });
  const watch = createWatch({ runs, alarms, hasSchedules: option('schedules'), log });
  const filing = createFiling(strapi);
  const renewal = createLookupRenewal({ strapi, plans, index: recordIndex });
  const lookup = createLookup({
    finder: createFinder(strapi),
    readPeople: createPeopleReader(strapi),
    plans,
  });
  const forgetting = createForgetting({
    strapi,
    secrets,
    fingerprint,
    storage,
    profiles,
    runs,
    uploads,
    lineFixes,
    workers,
    recordIndex,
    option,
    log,
  });
  const { releaseRecords } = storage;
  const administration = createAdministration({
    profiles,
    runs,
    queue,
    uploads,
    lineFixes,
    schedule,
    releaseRecords,
    letEverybodyCome: storage.tombstones.removeOf,
    changed,
    log,
  });

  return {
    settings,
    secrets,
    starts: createStarts({ queue, runs, uploads, storage, fingerprint, log }),
    storage,
    recordIndex,
    uploads,
    lineFixes,
    sources,
    workers,
    profiles: { ...profiles, ...administration },
    runs,
    queue,
    work: createWork({ runs, redis, finish: administration.finish, log }),
    retention,
    trials: createTrials({ storage, profiles, uploads, lineFixes, workers, fingerprint }),
    persons: createPersons({ strapi, storage }),
    schedule,
    events: { emit },
    alarms,
    watch,
    background: createBackground({
      purpose,
      always: [{ start: queue.restore }, schedule, watch],
      onServers: [filing, renewal, retention, { start: forgetting.watch }],
    }),
    forgetting,
    health: createHealth({ profiles, storage }),
    delegation: createDelegation({ strapi }),
    origins: createOrigins({ strapi, profiles, storage }),
    filing,
    remotePhonebooks: createRemotePhonebooks({
      strapi,
      fingerprint,
      now: storage.now,
      reader: createPhonebookReader(strapi),
      lookup,
      log,
    }),
    lookup,
    renewal,
    moving: createMoving({ strapi, secrets, renewal }),
    authentication: createAuthentication({ strapi, profiles, storage, option, network }),
  };
};

export type Connector = ReturnType<typeof compose>;

const connectors = new WeakMap<Core.Strapi, Connector>();

/** The connector of an app, which is built when it is first asked for. */
export const connectorOf = (strapi: Core.Strapi): Connector => {
  const connector = connectors.get(strapi) ?? compose(strapi);
  connectors.set(strapi, connector);
  return connector;
};
