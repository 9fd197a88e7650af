import { valueAt } from '../../../shared/path';
import {
  DEFAULT_SETTINGS,
  type SettingName,
  SETTINGS,
  type Settings,
  type SettingsChange,
  settingsOf,
} from '../../../shared/settings';

/** All settings: what the app's file has wins over what is stored, and that over the defaults. */
export const mergedSettings = (file: unknown, stored: SettingsChange): Settings =>
  settingsOf((name) =>
    [file, stored, DEFAULT_SETTINGS]
      .map((settings) => valueAt(settings, name))
      .find((value) => value !== undefined)
  ) as Settings;

/** The settings that the app's file has: they cannot be changed anywhere else. */
export const fixedSettings = (file: unknown): SettingName[] =>
  SETTINGS.filter((name) => valueAt(file, name) !== undefined);
