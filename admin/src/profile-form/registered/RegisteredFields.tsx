import { Flex, Loader, Typography } from '@strapi/design-system';

import { Notice } from '../../components/feedback/Notice';
import { useText } from '../../hooks/useText';
import { useProfileForm } from '../form-context';
import { SettingInput } from './SettingInput';
import { useSourceKind } from './useSourceKinds';

/** The settings of a source that another plugin brings. */
export const RegisteredFields = () => {
  const t = useText();
  const { source } = useProfileForm().draft;
  const name = source.type === 'registered' ? source.name : '';
  const kind = useSourceKind(name);
  if (kind === undefined) return <Loader small>{t('form.registered.loading', 'Loading …')}</Loader>;
  if (kind === null) {
    return (
      <Notice
        variant="danger"
        title={t('form.registered.missing', 'The source “{name}” is missing', { name })}
      >
        {t(
          'form.registered.missing.text',
          'The plugin that brings it is not installed or not enabled. Until it is back, the profile cannot run; its settings are kept as they are.'
        )}
      </Notice>
    );
  }
  const { description, properties, required = [] } = kind.settings;
  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      {description && <Typography textColor="neutral600">{description}</Typography>}
      {Object.entries(properties).map(([key, setting]) => (
        <SettingInput
          key={key}
          path={`source.settings.${key}`}
          name={key}
          setting={setting}
          isRequired={required.includes(key)}
        />
      ))}
    </Flex>
  );
};
