import { MultiSelect, MultiSelectOption } from '@strapi/design-system';

import { KEY_PARTS, MATCHABLE, RECORD_TYPES, type RecordType } from '../../../../shared/records';
import { Stack } from '../../components/areas';
import { useAttributeWords } from '../../components/changes/useAttributeWords';
import { useText } from '../../hooks/useText';
import { useRunWords } from '../../hooks/useWords';
import { ChoiceField } from '../fields/ChoiceField';
import { LabelledField } from '../fields/LabelledField';
import { Row } from '../fields/Row';
import { useProfileForm } from '../form-context';
import { Section } from '../Section';
import { useExchange } from '../useExchange';

type Key = string | string[];

/** Stands for a list in the choice of attributes. */
const SEVERAL = 'several';

/** What several are proposed together. */
const PROPOSED: Record<RecordType, string[]> = {
  user: ['firstName', 'lastName', 'email'],
  phonebookEntry: ['displayName', 'organisation'],
  phone: ['name', 'ip'],
};

const kindOf = (key: Key): string => (typeof key === 'string' ? key : SEVERAL);

/** What tells the records of a type: one attribute, or several together. */
const KeyFields = ({ type }: { type: RecordType }) => {
  const t = useText();
  const form = useProfileForm();
  const words = useRunWords();
  const attributeWord = useAttributeWords();
  const path = `match.${type}`;
  const key = form.draft.match[type];
  const exchange = useExchange<Key>(form, path, kindOf);
  const singles: readonly string[] = MATCHABLE[type];
  const parts: readonly string[] = KEY_PARTS[type];
  const choose = (kind: string) =>
    exchange(kind, (before) => {
      if (kind !== SEVERAL) return kind;
      return typeof before === 'string' ? PROPOSED[type] : before;
    });
  return (
    <Stack gap={3}>
      <ChoiceField
        path={path}
        label={words.type(type)}
        value={kindOf(key)}
        onChange={choose}
        choices={[
          ...singles.map((value) => ({ value, label: attributeWord(value) })),
          { value: SEVERAL, label: t('form.match.several', 'Several fields together') },
        ]}
      />
      {typeof key !== 'string' && (
        <LabelledField
          path={`${path}.parts`}
          label={t('form.match.parts', '{type}: these fields together', {
            type: words.type(type),
          })}
          hint={t(
            'form.match.parts.hint',
            'It is the same one where all of these are the same. Rows that have all of them in common are reported, and none of them is imported.'
          )}
        >
          <MultiSelect
            withTags
            disabled={form.isReadOnly}
            value={key}
            onChange={(chosen: string[]) => {
              if (chosen.length > 0)
                form.set(
                  path,
                  parts.filter((part) => chosen.includes(part))
                );
            }}
          >
            {parts.map((part) => (
              <MultiSelectOption key={part} value={part}>
                {attributeWord(part)}
              </MultiSelectOption>
            ))}
          </MultiSelect>
        </LabelledField>
      )}
    </Stack>
  );
};

/** What tells a record from one run to the next. */
export const MatchSection = () => (
  <Section of="match">
    <Row widths={4}>
      {RECORD_TYPES.map((type) => (
        <KeyFields key={type} type={type} />
      ))}
    </Row>
  </Section>
);
