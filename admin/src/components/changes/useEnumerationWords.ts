import { type Text, useText } from '../../hooks/useText';

const enumerations = (t: Text): Record<string, Record<string, string>> => ({
  authMethod: {
    local: t('run.value.local', 'With the password stored here'),
    external: t('run.value.external', 'By another system'),
  },
  kind: {
    desk: t('run.value.desk', 'Desk phone'),
    softphone: t('run.value.softphone', 'Softphone'),
    mobile: t('run.value.mobile', 'Mobile phone'),
  },
});

/** Puts an attribute's value into words where it is one of a few; others stay as they are. */
export const useEnumerationWords = (): ((attribute: string, value: unknown) => unknown) => {
  const words = enumerations(useText());
  return (attribute, value) =>
    (typeof value === 'string' && Object.hasOwn(words, attribute)
      ? words[attribute]?.[value]
      : undefined) ?? value;
};
