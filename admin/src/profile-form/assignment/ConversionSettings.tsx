import * as React from 'react';

import { MultiSelect, MultiSelectOption } from '@strapi/design-system';
import { useIntl } from 'react-intl';

import type { Conversion } from '../../../../shared/profile/fields';
import { useText } from '../../hooks/useText';
import { countriesIn } from '../../utils/countries';
import { ChoiceField } from '../fields/ChoiceField';
import { LabelledField } from '../fields/LabelledField';
import { NumberField } from '../fields/NumberField';
import { Row } from '../fields/Row';
import { TextField } from '../fields/TextField';
import { useProfileForm } from '../form-context';
import type { ConversionOf, SettingsProps } from './conversions';
import { ReplacedWords } from './ReplacedWords';
import { useFieldTable } from './table-context';
import { useFieldWords } from './useFieldWords';

const Country = ({ path, conversion, onChange }: SettingsProps<ConversionOf<'phoneNumber'>>) => {
  const t = useText();
  const { locale } = useIntl();
  const countries = React.useMemo(() => countriesIn(locale), [locale]);
  return (
    <ChoiceField
      path={`${path}.phoneNumber`}
      label={t('form.convert.country', 'Numbers without a prefix are from')}
      choices={countries}
      value={conversion.phoneNumber}
      onChange={(phoneNumber) => onChange({ phoneNumber })}
    />
  );
};

const Join = ({ path, conversion: { join }, onChange }: SettingsProps<ConversionOf<'join'>>) => {
  const t = useText();
  const { columns } = useFieldTable();
  const { isReadOnly } = useProfileForm();
  return (
    <Row widths={6}>
      <LabelledField path={`${path}.join.columns`} label={t('form.convert.columns', 'Columns')}>
        <MultiSelect
          withTags
          disabled={isReadOnly}
          value={join.columns}
          onChange={(chosen: string[]) => {
            if (chosen.length > 0) onChange({ join: { ...join, columns: chosen } });
          }}
        >
          {[...new Set([...join.columns, ...columns])].map((column) => (
            <MultiSelectOption key={column} value={column}>
              {column}
            </MultiSelectOption>
          ))}
        </MultiSelect>
      </LabelledField>
      <TextField
        path={`${path}.join.separator`}
        label={t('form.convert.between', 'Between them')}
        hint={t('form.convert.between.hint', 'Usually a blank')}
        value={join.separator}
        onChange={(separator) => onChange({ join: { ...join, separator } })}
      />
    </Row>
  );
};

const TEXT = 'text';

const Default = ({
  path,
  isOfUser,
  conversion,
  onChange,
}: SettingsProps<ConversionOf<'default'>>) => {
  const t = useText();
  const { columns, userAttributes } = useFieldTable();
  const { word } = useFieldWords();
  const given = conversion.default;
  const chosen = typeof given === 'string' ? TEXT : JSON.stringify(given);
  const choices = [
    ...(typeof given === 'string' ? [] : [given]),
    ...columns.map((column) => ({ column })),
    ...(isOfUser ? userAttributes : []).map((user) => ({ user })),
  ].map((one) => ({
    value: JSON.stringify(one),
    label: 'column' in one ? one.column : word('user', one.user),
  }));
  return (
    <Row widths={6}>
      <ChoiceField
        path={`${path}.default`}
        label={t('form.convert.instead', 'Take instead')}
        choices={[
          { value: TEXT, label: word('text', '') },
          ...new Map(choices.map((choice) => [choice.value, choice])).values(),
        ]}
        value={chosen}
        onChange={(value) =>
          onChange({
            default: value === TEXT ? '' : (JSON.parse(value) as Exclude<typeof given, string>),
          })
        }
      />
      {typeof given === 'string' && (
        <TextField
          path={`${path}.default`}
          label={t('form.fields.text', 'Text for everybody')}
          value={given}
          onChange={(text) => onChange({ default: text })}
        />
      )}
    </Row>
  );
};

const Cut = ({ path, conversion: { cut }, onChange }: SettingsProps<ConversionOf<'cut'>>) => {
  const t = useText();
  const isFromEnd = cut.from < 0;
  const from = Math.abs(cut.from);
  const change = (next: Partial<typeof cut>) => onChange({ cut: { ...cut, ...next } });
  return (
    <Row widths={4}>
      <NumberField
        path={`${path}.cut.from`}
        label={t('form.convert.from', 'From character')}
        value={from}
        fallback={1}
        onChange={(number) => change({ from: (number || 1) * (isFromEnd ? -1 : 1) })}
      />
      <ChoiceField
        path={`${path}.cut`}
        label={t('form.convert.counted', 'Counted from')}
        choices={[
          { value: 'beginning', label: t('form.convert.beginning', 'The beginning') },
          { value: 'end', label: t('form.convert.end', 'The end') },
        ]}
        value={isFromEnd ? 'end' : 'beginning'}
        onChange={(end) => change({ from: end === 'end' ? -from : from })}
      />
      <NumberField
        path={`${path}.cut.length`}
        label={t('form.convert.length', 'How many')}
        placeholder={t('form.convert.all', 'All that follow')}
        value={cut.length ?? null}
        onChange={(length) =>
          onChange({ cut: length ? { from: cut.from, length } : { from: cut.from } })
        }
      />
    </Row>
  );
};

const Split = ({ path, conversion, onChange }: SettingsProps<ConversionOf<'split'>>) => {
  const t = useText();
  return (
    <TextField
      path={`${path}.split`}
      label={t('form.convert.split-at', 'Split at')}
      value={conversion.split}
      onChange={(split) => onChange({ split })}
    />
  );
};

const PARTS = [1, 2, 3, 4, 5, -1];

const Part = ({ path, conversion, onChange }: SettingsProps<ConversionOf<'part'>>) => {
  const t = useText();
  const parts = [...new Set([...PARTS, conversion.part])];
  return (
    <ChoiceField
      path={`${path}.part`}
      label={t('form.convert.which', 'Which one')}
      choices={parts.map((part) => ({
        value: String(part),
        label:
          part === -1
            ? t('form.convert.last', 'The last')
            : t('form.convert.nth', 'Number {part}', { part }),
      }))}
      value={String(conversion.part)}
      onChange={(part) => onChange({ part: Number(part) })}
    />
  );
};

/** What has to be said of a conversion; nothing of those that need no more than their name. */
export const ConversionSettings = ({ conversion, ...props }: SettingsProps<Conversion>) => {
  if (typeof conversion === 'string') return null;
  if ('phoneNumber' in conversion) return <Country {...props} conversion={conversion} />;
  if ('join' in conversion) return <Join {...props} conversion={conversion} />;
  if ('default' in conversion) return <Default {...props} conversion={conversion} />;
  if ('cut' in conversion) return <Cut {...props} conversion={conversion} />;
  if ('split' in conversion) return <Split {...props} conversion={conversion} />;
  if ('part' in conversion) return <Part {...props} conversion={conversion} />;
  return <ReplacedWords {...props} conversion={conversion} />;
};
