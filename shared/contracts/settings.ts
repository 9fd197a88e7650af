import type { SettingName, Settings } from '../settings';

/** The settings as their page shows them. */
export interface SettingsView {
  settings: Settings;
  /** What the app's file sets. */
  fixed: SettingName[];
}

/** What whoever edits profiles may know of the settings. */
export interface ProfileDefaults {
  /** Where telephone numbers are from that are written without a country; null where nobody has said it. */
  country: string | null;
}
