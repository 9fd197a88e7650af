import { Loader, Typography } from '@strapi/design-system';

import { valueAt } from '../../../../shared/path';
import { fieldOf, type SettingSchema } from '../../../../shared/profile/registered';
import { Stack } from '../../components/areas';
import { Notice } from '../../components/feedback/Notice';
import { useSourceKinds } from '../useSourceKinds';
import { useText } from '../../hooks/useText';
import { CheckField } from '../fields/CheckField';
import { ChoiceField } from '../fields/ChoiceField';
import { ListField } from '../fields/ListField';
import { NumberField } from '../fields/NumberField';
import { SecretField } from '../fields/SecretField';
import { TextField } from '../fields/TextField';
import { useProfileForm } from '../form-context';

interface SettingFieldProps {
  name: string;
  setting: SettingSchema;
  isRequired: boolean;
}

/** What a setting is entered in, as its schema describes it. */
const SettingField = ({ name, setting, isRequired }: SettingFieldProps) => {
  const t = useText();
  const { draft, set } = useProfileForm();
  const { title = name, description, enum: choices = [] } = setting;
  const path = `source.settings.${name}`;
  const value = valueAt(draft, path) ?? setting.default;
  const text = typeof value === 'string' ? value : undefined;
  const field = { path, label: title, hint: description, isRequired };
  switch (fieldOf(setting)) {
    case 'secret':
      return <SecretField {...field} onRemove={isRequired ? undefined : () => set(path, '')} />;
    case 'number':
      return (
        <NumberField
          {...field}
          value={typeof value === 'number' ? value : null}
          isFraction={setting.type === 'number'}
          onChange={(number) => set(path, number ?? undefined)}
        />
      );
    case 'check':
      return <CheckField {...field} value={value === true} />;
    case 'choice':
      return (
        <ChoiceField
          {...field}
          value={text}
          choices={choices.map((choice) => ({ value: String(choice), label: String(choice) }))}
        />
      );
    case 'list':
      return (
        <ListField
          {...field}
          hint={[description, t('form.registered.list', 'One on each line.')]
            .filter(Boolean)
            .join(' ')}
          value={Array.isArray(value) ? value.map(String) : []}
          of="lines"
          lines={3}
        />
      );
    default:
      return <TextField {...field} value={text ?? ''} isOptional />;
  }
};

/** The settings of a source that another plugin brings. */
export const RegisteredFields = () => {
  const t = useText();
  const { source } = useProfileForm().draft;
  const name = source.type === 'registered' ? source.name : '';
  const kinds = useSourceKinds();
  const kind = kinds?.find((one) => one.name === name);
  if (kinds === undefined) {
    return <Loader small>{t('form.registered.loading', 'Loading …')}</Loader>;
  }
  if (kind === undefined) {
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
    <Stack gap={4}>
      {description && <Typography textColor="neutral600">{description}</Typography>}
      {Object.entries(properties).map(([key, setting]) => (
        <SettingField key={key} name={key} setting={setting} isRequired={required.includes(key)} />
      ))}
    </Stack>
  );
};
