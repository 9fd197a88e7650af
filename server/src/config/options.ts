import { z } from 'zod';

import { settingsChange, type Settings } from '../../../shared/settings';
import { parseAllowedHosts } from '../sources/network';
import { ConnectorError } from '../utils/errors';

const seconds = z.number().positive().max(86_400);
const count = z.number().int().min(1);

const allowedHosts = z.array(z.string().min(1)).superRefine((entries, context) => {
  try {
    parseAllowedHosts(entries);
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    context.addIssue({ code: 'custom', message: error.code, params: { ...error.params } });
  }
});

const { defaultCountry, numbering, retention, notify } = settingsChange.shape;

const REDIS_ADDRESS = /^rediss?:\/\/[^\s/]/;

export const optionsSchema = z.strictObject({
  queue: z.enum(['local', 'bullmq']),
  redisUrl: z.string().regex(REDIS_ADDRESS, 'invalid-address/queue'),
  writeMode: z.enum(['bulk', 'documents']),
  encryptionKey: z.string().min(16).optional(),
  passwordHashCost: z.number().int().min(12).max(17),
  schedules: z.boolean(),
  network: z.strictObject({
    allowedHosts: allowedHosts.optional(),
    connectTimeoutSeconds: seconds,
    timeoutSeconds: seconds,
    maxBytes: count,
    retries: z.number().int().min(0).max(10),
  }),
  limits: z.strictObject({
    rowSeconds: seconds,
    runSeconds: seconds,
    workerMemoryMb: z.number().int().min(64),
    runRecords: count,
    planMb: count,
  }),
  defaultCountry,
  numbering,
  retention,
  notify,
  secretAccess: z.boolean(),
  authentication: z.strictObject({
    enabled: z.boolean(),
    attempts: count.max(1000),
    windowSeconds: z.number().int().min(60).max(86_400),
  }),
});

/** The plugin's options, as an app sets them in `config/plugins`. */
export type PluginOptions = z.infer<typeof optionsSchema>;

type OptionName = Exclude<keyof PluginOptions, keyof Settings> | 'network';

/** Reads one of the plugin's options that only the app's file sets; the others are settings. */
export type ReadOption = <Name extends OptionName>(name: Name) => PluginOptions[Name];

/** Those of the settings stand elsewhere: here they would look as if the app's file had set them. */
export const defaultOptions: PluginOptions = {
  queue: 'local',
  redisUrl: 'redis://127.0.0.1:6379',
  writeMode: 'bulk',
  passwordHashCost: 14,
  schedules: true,
  network: {
    connectTimeoutSeconds: 10,
    timeoutSeconds: 300,
    maxBytes: 512 * 1024 * 1024,
    retries: 3,
  },
  limits: {
    rowSeconds: 5,
    runSeconds: 3600,
    workerMemoryMb: 512,
    runRecords: 5_000_000,
    planMb: 4096,
  },
  secretAccess: false,
  authentication: { enabled: false, attempts: 5, windowSeconds: 300 },
};
