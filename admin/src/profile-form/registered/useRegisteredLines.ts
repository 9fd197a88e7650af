import { shownAddress } from '../../../../shared/address';
import type { RegisteredInput, SettingSchema } from '../../../../shared/profile/registered';
import { useSettingTexts } from '../settings';
import { useSourceKinds } from './useSourceKinds';

const shownValue = ({ destination }: SettingSchema, value: unknown): string => {
  if (Array.isArray(value)) return value.join(', ');
  return destination ? shownAddress(String(value)) : String(value);
};

/** A source that another plugin brings, in words: what it is and what was entered, secrets aside. */
export const useRegisteredLines = () => {
  const { label } = useSettingTexts()('source.type');
  const kinds = useSourceKinds() ?? [];
  return ({ name, settings }: RegisteredInput): { label: string; value: string }[] => {
    const kind = kinds.find((one) => one.name === name);
    const all = Object.entries(kind?.settings.properties ?? {});
    return [
      { label, value: kind?.label ?? name },
      ...all
        .filter(([key, { secret = false }]) => !secret && settings[key] !== undefined)
        .map(([key, setting]) => ({
          label: setting.title ?? key,
          value: shownValue(setting, settings[key]),
        })),
    ];
  };
};
