import * as React from 'react';

import { Box, Button, Checkbox, Flex, Typography } from '@strapi/design-system';
import { Plus } from '@strapi/icons';

import type { RecordType } from '../../../../shared/records';
import { textTable, useText, useTextTable } from '../../hooks/useText';
import { useRunWords } from '../../hooks/useWords';
import { useListAppAttributesQuery } from '../../services/sources';
import { RemoveButton } from '../edited-list';
import { useProfileForm } from '../form-context';
import { Section } from '../Section';
import { type PlacedRecord, recordsOf, softphoneOf, withSoftphone } from './assignment';
import { FieldRow } from './FieldRow';
import { useFieldTable } from './table-context';
import { targetFields } from './targets';

const DESCRIPTIONS = textTable<Record<RecordType, string>>('form.group', {
  user: 'The people themselves: one for each row.',
  phonebookEntry: 'What others find the person by. It is made when one of its fields is filled.',
  phone:
    'The desk phone of the person, where the row has one. Without a column for the MAC address, leave these empty.',
});

interface RecordFieldsProps {
  record: PlacedRecord;
  called: string;
  /** Whether the usual fields are shown though nothing fills them. */
  showsUsual: boolean;
}

/** The fields of one record: the usual ones and those that are filled; the others when asked for. */
const RecordFields = ({ record, called, showsUsual }: RecordFieldsProps) => {
  const t = useText();
  const { data: app } = useListAppAttributesQuery();
  const [showsAll, setShowsAll] = React.useState(false);
  // A field that was filled keeps its place when it is emptied.
  const [seen, setSeen] = React.useState<readonly string[]>([]);
  const filled = Object.keys(record.values);
  if (filled.some((name) => !seen.includes(name))) setSeen([...new Set([...seen, ...filled])]);
  const all = targetFields(record.type, app).filter(
    ({ attribute }) => showsUsual || attribute !== 'kind'
  );
  const shown = all.filter(
    ({ isUsual, attribute }) => showsAll || (showsUsual && isUsual) || seen.includes(attribute)
  );
  const hidden = all.length - shown.length;
  return (
    <>
      {shown.length > 0 && (
        <Box tag="ul" borderColor="neutral200" hasRadius>
          {shown.map((field) => (
            <FieldRow key={field.attribute} record={record} called={called} field={field} />
          ))}
        </Box>
      )}
      {(hidden > 0 || showsAll) && (
        <Box>
          <Button
            size="S"
            variant="tertiary"
            aria-expanded={showsAll}
            onClick={() => setShowsAll(!showsAll)}
          >
            {showsAll
              ? t('form.fields.less', 'Show only the usual fields')
              : t(
                  'form.fields.more',
                  'Show {count, plural, one {# more field} other {# more fields}}',
                  { count: hidden }
                )}
          </Button>
        </Box>
      )}
    </>
  );
};

interface TitledProps {
  title: string;
  children: React.ReactNode;
  onRemove?: () => void;
}

/** One of several records of a type, under its name. */
const Titled = ({ title, children, onRemove }: TitledProps) => {
  const t = useText();
  return (
    <Flex direction="column" alignItems="stretch" gap={3}>
      <Flex justifyContent="space-between" gap={4}>
        <Typography tag="h4" variant="omega" fontWeight="bold">
          {title}
        </Typography>
        {onRemove && (
          <RemoveButton
            label={t('form.record.remove', 'Remove {record}', { record: title })}
            question={t('form.record.remove.question', 'What fills its fields goes with it.')}
            isFilled
            onRemove={onRemove}
          />
        )}
      </Flex>
      {children}
    </Flex>
  );
};

/** Whether each person has a phone on their computer, and what is to be said of it. */
const Softphone = () => {
  const t = useText();
  const { fields, change } = useFieldTable();
  const { isReadOnly } = useProfileForm();
  const softphone = softphoneOf(fields);
  const title = t('form.softphone.title', 'Softphone');
  return (
    <Flex direction="column" alignItems="stretch" gap={3}>
      <Checkbox
        checked={softphone !== null}
        disabled={isReadOnly}
        onCheckedChange={(isWanted: boolean | 'indeterminate') =>
          change(withSoftphone(fields, isWanted === true))
        }
      >
        {t(
          'form.softphone',
          'Everybody has a softphone: a phone on the computer. No column is needed for it.'
        )}
      </Checkbox>
      {softphone && (
        <Titled title={title}>
          <RecordFields record={softphone} called={title} showsUsual={false} />
        </Titled>
      )}
    </Flex>
  );
};

/** The records of one type with what fills their fields. */
export const RecordGroup = ({ type }: { type: RecordType }) => {
  const t = useText();
  const words = useRunWords();
  const descriptions = useTextTable(DESCRIPTIONS);
  const { fields, change } = useFieldTable();
  const { isReadOnly } = useProfileForm();
  const isContact =
    type === 'phonebookEntry' && fields.every((record) => record.type === 'phonebookEntry');
  const records = recordsOf(fields, type);
  const isOne = records.length === 1;
  const canAdd =
    type !== 'user' && !isReadOnly && records.every(({ index }) => index < fields.length);
  return (
    <Section
      title={words.type(type)}
      description={
        isContact && fields.length > 0
          ? t('form.group.contact', 'The contacts: one for each row. They need no user.')
          : descriptions[type]
      }
    >
      {records.map((record, number) => {
        const called = isOne ? '' : `${words.type(type, 1)} ${number + 1}`;
        const content = <RecordFields record={record} called={called} showsUsual />;
        return isOne ? (
          <React.Fragment key={record.index}>{content}</React.Fragment>
        ) : (
          <Titled
            key={record.index}
            title={called}
            onRemove={isReadOnly ? undefined : () => change(fields.toSpliced(record.index, 1))}
          >
            {content}
          </Titled>
        );
      })}
      {canAdd && (
        <Box>
          <Button
            size="S"
            variant="tertiary"
            startIcon={<Plus />}
            onClick={() => change([...fields, { type, values: {} }])}
          >
            {type === 'phone'
              ? t('form.record.add-phone', 'Add another phone')
              : t('form.record.add-entry', 'Add another phonebook entry')}
          </Button>
        </Box>
      )}
      {type === 'phone' && <Softphone />}
    </Section>
  );
};
