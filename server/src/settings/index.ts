import type { SettingsView } from '../../../shared/contracts/settings';
import { problem } from '../../../shared/codes/problems';
import { valueAt, withValue } from '../../../shared/path';
import {
  DEFAULT_SETTINGS,
  type SettingName,
  SETTINGS,
  type Settings,
  type SettingsChange,
  settingsOf,
} from '../../../shared/settings';
import type { ReadOption } from '../config/options';
import { PLUGIN_ID } from '../constants';
import type { NetworkOptions } from '../sources/types';
import { createLastKnown } from '../utils/last-known';
import { invalid, invalidAt } from '../utils/validation';
import { checkSettings } from './checks';
import { fixedSettings, mergedSettings } from './merge';

/** Other instances may change them; what is read is good for so long. */
const KEPT_MS = 5000;
const KEY = 'settings';

interface SettingsNeeds {
  /** What Strapi keeps for the plugin. */
  store: {
    get(of: { key: string }): Promise<unknown>;
    set(of: { key: string; value: unknown }): Promise<unknown>;
  };
  /** The plugin's options as the app's file has them. */
  file: () => unknown;
  option: ReadOption;
  log: { info(text: string): void; warn(text: string): void };
  /** A clock that is never set. */
  now?: () => number;
}

const isSame = (one: unknown, other: unknown): boolean =>
  JSON.stringify(one) === JSON.stringify(other);

const inWords = ({ name, from, to }: { name: SettingName; from: unknown; to: unknown }): string =>
  `${name} from ${JSON.stringify(from)} to ${JSON.stringify(to)}`;

/** What can be set without a file and a restart. Everything that depends on it asks here, each time. */
export const createSettings = ({
  store,
  file,
  option,
  log,
  now = () => performance.now(),
}: SettingsNeeds) => {
  const told = new Set<string>();

  /** A value that does not fit, as of another version, is none. */
  const fitting = (name: SettingName, value: unknown): unknown => {
    if (value === undefined) return undefined;
    const result = checkSettings(withValue({}, name, value));
    if (result.success) return valueAt(result.data, name);
    if (!told.has(name)) {
      log.warn(`${PLUGIN_ID}: the stored setting ${name} does not fit; its default is taken`);
    }
    told.add(name);
    return undefined;
  };

  const read = async (): Promise<SettingsChange> => {
    const found = await store.get({ key: KEY });
    return settingsOf((name) => fitting(name, valueAt(found, name)));
  };

  const stored = createLastKnown({ read, keptMs: KEPT_MS, now });

  const current = async (): Promise<Settings> => mergedSettings(file(), await stored.current());

  const viewOf = (change: SettingsChange): SettingsView => ({
    settings: mergedSettings(file(), change),
    fixed: fixedSettings(file()),
  });

  return {
    /** All settings, at most some seconds old, or as old as the database is away. */
    current,

    /** Which hosts a source may reach, and how long and how much it may read. */
    async network(): Promise<NetworkOptions> {
      return { ...option('network'), ...(await current()).network };
    },

    /** All settings as they are now, and which of them the app's file has. */
    async view(): Promise<SettingsView> {
      return viewOf(await stored.reread());
    },

    /**
     * Changes settings; those that are not mentioned stay as they are.
     * @param by who does it
     * @throws ValidationError, also with `setting-fixed` for what the app's file has otherwise
     */
    async change(data: unknown, by: string): Promise<SettingsView> {
      const asked = checkSettings(data);
      if (!asked.success) throw invalid(asked.problems);
      const before = await stored.reread();
      const { settings, fixed } = viewOf(before);
      const changes = SETTINGS.flatMap((name) => {
        const [from, to] = [valueAt(settings, name), valueAt(asked.data, name)];
        return to === undefined || isSame(from, to) ? [] : [{ name, from, to }];
      });
      const refused = changes.filter(({ name }) => fixed.includes(name));
      if (refused.length > 0) {
        const places = refused.map(({ name }) => name.split('.'));
        throw invalid(places.map((place) => invalidAt(place, problem('setting-fixed'))));
      }
      if (changes.length === 0) return viewOf(before);
      const next = settingsOf((name) => {
        const change = changes.find((one) => one.name === name);
        const value = change ? change.to : valueAt(before, name);
        return isSame(value, valueAt(DEFAULT_SETTINGS, name)) ? undefined : value;
      });
      await store.set({ key: KEY, value: next });
      log.info(`${PLUGIN_ID}: ${by} changed settings: ${changes.map(inWords).join('; ')}`);
      return viewOf(await stored.become(next));
    },
  };
};

export type SettingsStore = ReturnType<typeof createSettings>;
