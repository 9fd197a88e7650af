import type { Path } from '../../../../shared/path';
import { type Text, translated, useText } from '../../hooks/useText';
import { useFieldForm } from '../field-form';
import { CSV } from './csv';
import { DIRECTORY } from './directory';
import { GENERAL } from './general';
import type { SettingsTable, SettingTexts } from './texts';

const SETTINGS: SettingsTable = { ...GENERAL.texts, ...CSV.texts, ...DIRECTORY.texts };
const SOURCE_TYPES = ['csv', 'ldap'] as const;

/** Settings whose parts are called by the whole. */
const WHOLES = ['generate', 'schedule', 'notify', 'source.auth', 'source.groups'];

/** The place of a setting in the table: those of a source stand under its type. */
const placeOf = (path: Path, type: string): string => {
  const place = path.replace(/^source\./, `${type}.`);
  return Object.hasOwn(SETTINGS, place) ? place : path;
};

/** What people read of a setting in a source of a type; without a label where nobody knows it. */
export const settingTexts = (say: Text, path: Path, type = 'csv'): SettingTexts => {
  const place = placeOf(path, type);
  const texts = SETTINGS[place];
  return texts ? translated(say, `setting.${place}`, texts) : { label: '' };
};

/** The same for what is being edited. */
export const useSettingTexts = (): ((path: Path) => SettingTexts) => useFieldForm().textsOf;

/** Names a setting as the editor does, by its place in the profile's file; what is not known by what it is in. */
export const settingWord = (say: Text, path: readonly string[]): string => {
  const place = path.join('.');
  const shown = WHOLES.find((whole) => place.startsWith(`${whole}.`)) ?? place;
  const type = SOURCE_TYPES.find((one) => Object.hasOwn(SETTINGS, placeOf(shown, one)));
  if (type !== undefined) return settingTexts(say, shown, type).label;
  return path.length > 1 ? settingWord(say, path.slice(0, -1)) : place;
};

/** The same in the language of the person who is logged in. */
export const useSettingWords = (): ((path: readonly string[]) => string) => {
  const say = useText();
  return (path) => settingWord(say, path);
};
