/** What people read of a setting. */
export interface SettingTexts {
  label: string;
  hint?: string;
  /** What it means that it is empty. */
  empty?: string;
  /** What is said where it has to be entered, and is not. */
  required?: string;
  /** Its values, in the order that they are offered in. */
  choices?: Record<string, string>;
  /** What it means to choose each of them. */
  meanings?: Record<string, string>;
}

/** The English texts of settings by their places; their ids are made of place and name. */
export type SettingsTable = Record<string, SettingTexts>;
