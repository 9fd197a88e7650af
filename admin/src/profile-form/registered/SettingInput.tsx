import { fieldOf, type SettingSchema } from '../../../../shared/profile/registered';
import { useText } from '../../hooks/useText';
import { CheckField } from '../fields/CheckField';
import { ChoiceField } from '../fields/ChoiceField';
import { ListField } from '../fields/ListField';
import { readLines } from '../fields/lists';
import { NumberField } from '../fields/NumberField';
import { SecretField } from '../fields/SecretField';
import { TextField } from '../fields/TextField';
import { useProfileForm } from '../form-context';
import { type Path, valueAt } from '../path';

interface SettingInputProps {
  path: Path;
  name: string;
  setting: SettingSchema;
  isRequired: boolean;
}

/** What a setting of a source that another plugin brings is entered in, as its schema describes it. */
export const SettingInput = ({ path, name, setting, isRequired }: SettingInputProps) => {
  const t = useText();
  const { draft, set } = useProfileForm();
  const { title = name, description } = setting;
  const value = valueAt(draft, path) ?? setting.default;
  const field = { path, label: title, hint: description, isRequired };
  switch (fieldOf(setting)) {
    case 'secret':
      return (
        <SecretField
          path={path}
          label={title}
          hint={description}
          isRequired={isRequired}
          onRemove={isRequired ? undefined : () => set(path, '')}
        />
      );
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
      return <CheckField path={path} label={title} hint={description} value={value === true} />;
    case 'choice': {
      const choices = (setting.enum ?? []).map(String);
      return (
        <ChoiceField
          {...field}
          value={typeof value === 'string' ? value : undefined}
          choices={choices.map((choice) => ({ value: choice, label: choice }))}
        />
      );
    }
    case 'list':
      return (
        <ListField
          {...field}
          hint={[description, t('form.registered.list', 'One on each line.')]
            .filter(Boolean)
            .join(' ')}
          value={Array.isArray(value) ? value.map(String) : []}
          lines={3}
          separator={'\n'}
          read={readLines}
        />
      );
    default:
      return <TextField {...field} value={typeof value === 'string' ? value : ''} isOptional />;
  }
};
