import { Field, SingleSelect, SingleSelectOption } from '@strapi/design-system';

import { columnReference } from '../../../../shared/filter';
import type { Path } from '../../../../shared/path';
import { type FieldSource, sourceOf } from '../../../../shared/profile/field-sources';
import type { FieldValue } from '../../../../shared/profile/fields';
import type { RecordType } from '../../../../shared/records';
import { useAttributeWords, useEnumerationWords } from '../../components/changes/useAttributeWords';
import { useText } from '../../hooks/useText';
import { ChoiceField } from '../fields/ChoiceField';
import { TextField } from '../fields/TextField';
import { useMessageAt, useProfileForm } from '../form-context';
import { ExpressionField } from '../mapping/ExpressionField';
import { useExpressionWords } from '../mapping/useMappingWords';
import { columnFor } from './assignment';
import { useFieldTable } from './table-context';
import type { TargetField } from './targets';
import { useFieldWords } from './useFieldWords';

export interface ValueProps {
  /** Its place in the profile. */
  path: Path;
  type: RecordType;
  field: TargetField;
  /** Names the field and the record that it is of. */
  label: string;
  value: FieldValue | undefined;
  onChange: (value: FieldValue | undefined) => void;
}

const TRUTH = ['true', 'false'];

/** A text that is the same for everybody: one of a few where the attribute takes no other. */
const FixedText = ({ path, field, value, onChange }: ValueProps) => {
  const t = useText();
  const enumerationWord = useEnumerationWords();
  const { yesNo } = useFieldWords();
  const input = {
    path: `${path}.text`,
    label: t('form.fields.text', 'Text for everybody'),
    value: value?.text ?? '',
    onChange: (text: string) => onChange({ ...value, text }),
  };
  const values = field.kind === 'boolean' ? TRUTH : field.values;
  if (!values) return <TextField {...input} />;
  return (
    <ChoiceField
      {...input}
      choices={values.map((text) => ({
        value: text,
        label:
          field.kind === 'boolean'
            ? yesNo(text === 'true')
            : String(enumerationWord(field.attribute, text)),
      }))}
    />
  );
};

/** An expression for one value; what it may name is offered. */
const Expression = ({ path, field, value, onChange }: ValueProps) => {
  const t = useText();
  const { variables } = useProfileForm().draft;
  const words = useExpressionWords(variables.length);
  const attributeWord = useAttributeWords();
  return (
    <ExpressionField
      path={`${path}.expression`}
      place={path}
      problemsAt={path}
      label={t('form.fields.expression', 'Expression for {field}', {
        field: attributeWord(field.attribute),
      })}
      value={value?.expression}
      onChange={(expression) => onChange({ ...value, expression })}
      language="expression"
      words={words}
      maxHeight="20vh"
    />
  );
};

const NONE = 'none';

interface Option {
  source: FieldSource;
  name: string;
}

/** A column may be called like anything, `none` included. */
const keyOf = ({ source, name }: Option): string =>
  source === 'text' || source === 'expression' ? source : `${source}:${name}`;

const withoutRepeats = (options: Option[]): Option[] => [
  ...new Map(options.map((option) => [keyOf(option), option])).values(),
];

/** What can fill a field: columns first, since that is what most people look for. */
const useOptions = ({ type, value }: ValueProps): Option[] => {
  const { columns, userAttributes } = useFieldTable();
  const { variables } = useProfileForm().draft;
  const named = (source: FieldSource, names: readonly string[]): Option[] =>
    names.map((name) => ({ source, name }));
  return withoutRepeats([
    ...(value ? [sourceOf(value)] : []).filter(({ source }) => source === 'column'),
    ...named('column', columns),
    ...named('text', ['']),
    ...named('user', type === 'user' ? [] : userAttributes),
    ...named(
      'variable',
      variables.map(({ name }) => name).filter((name) => name.trim() !== '')
    ),
    ...(value?.variable !== undefined || value?.user !== undefined ? [sourceOf(value)] : []),
    ...named('expression', ['']),
  ]);
};

/** What a value begins with where another source is chosen; conversions go on with what can be converted. */
const valueFrom = (
  { source, name }: Option,
  before: FieldValue | undefined,
  { attribute, kind, values }: TargetField
): FieldValue => {
  const convert = before?.convert ? { convert: before.convert } : {};
  switch (source) {
    case 'column':
      return columnFor(attribute, name, before?.convert);
    case 'text':
      return { text: values?.[0] ?? (kind === 'boolean' ? 'true' : '') };
    case 'user':
      return { user: name };
    case 'expression':
      return { expression: before?.column ? columnReference(before.column) : '""', ...convert };
    default:
      return { [source]: name, ...convert };
  }
};

/** Chooses where a value comes from, and says what is wrong with it. */
export const ValueSource = (props: ValueProps) => {
  const t = useText();
  const { path, field, label, value, onChange } = props;
  const { isReadOnly } = useProfileForm();
  const { columns } = useFieldTable();
  const words = useFieldWords();
  const messageAt = useMessageAt();
  // What is wrong with an expression stands under its line.
  const message = messageAt(value?.expression === undefined ? path : `${path}.convert`);
  const options = useOptions(props);
  const isGone = value?.column !== undefined && !columns.includes(value.column);
  return (
    <>
      <Field.Root
        name={path}
        error={message}
        hint={
          isGone && columns.length > 0
            ? t('form.fields.gone', 'The source has no column of this name.')
            : undefined
        }
        width="100%"
      >
        <SingleSelect
          size="S"
          aria-label={t('form.fields.filled-by', 'What fills {field}', { field: label })}
          disabled={isReadOnly}
          value={value ? keyOf(sourceOf(value)) : NONE}
          onChange={(key) => {
            const option = options.find((one) => keyOf(one) === key);
            onChange(option && valueFrom(option, value, field));
          }}
        >
          <SingleSelectOption value={NONE}>
            {t('form.fields.none', 'Not filled')}
          </SingleSelectOption>
          {options.map((option) => (
            <SingleSelectOption key={keyOf(option)} value={keyOf(option)}>
              {words.word(option.source, option.name)}
            </SingleSelectOption>
          ))}
        </SingleSelect>
        <Field.Hint />
        <Field.Error />
      </Field.Root>
      {value?.text !== undefined && <FixedText {...props} />}
      {value?.expression !== undefined && <Expression {...props} />}
    </>
  );
};
