import * as React from 'react';

import { Box, Button, Flex, Td, Tr, Typography } from '@strapi/design-system';

import type { EditedRecordView, HandEditView } from '../../../../shared/contracts/reports';
import type { ProfileInput } from '../../../../shared/profile';
import {
  type AppAttributes,
  ATTRIBUTES,
  RECORD_TYPES,
  type RecordType,
} from '../../../../shared/records';
import { useAttributeWords } from '../../components/changes/useAttributeWords';
import { Failure } from '../../components/feedback/Failure';
import { DataTable } from '../../components/table/DataTable';
import { Muted } from '../../components/text';
import { DateTime } from '../../components/times';
import { usePermissions } from '../../hooks/usePermissions';
import { useText } from '../../hooks/useText';
import { useRunWords } from '../../hooks/useWords';
import { useGetHandEditsQuery } from '../../services/profiles';
import { useListAppAttributesQuery } from '../../services/sources';
import { shownValue } from '../../utils/shown-value';
import { AddButton, RemoveButton, useEditedList } from '../edited-list';
import { ChoiceField } from '../fields/ChoiceField';
import { PolicyField } from '../fields/PolicyField';
import { Row } from '../fields/Row';
import { useProfileForm } from '../form-context';
import { Section } from '../Section';

type Writing = ProfileInput['writing'];
type Rule = Writing[RecordType][string];

/** One rule: of which attribute, and what it is. */
interface RuleItem {
  type: RecordType;
  attribute: string;
  rule: Rule;
}

const itemsOf = (writing: Writing): RuleItem[] =>
  RECORD_TYPES.flatMap((type) =>
    Object.entries(writing[type]).map(([attribute, rule]) => ({ type, attribute, rule }))
  );

const writingOf = (items: RuleItem[]): Writing => {
  const writing: Writing = { user: {}, phonebookEntry: {}, phone: {} };
  for (const { type, attribute, rule } of items) writing[type][attribute] = rule;
  return writing;
};

const nameOf = ({ type, attribute }: Pick<RuleItem, 'type' | 'attribute'>): string =>
  `${type}.${attribute}`;

const attributesWith = (app: AppAttributes | undefined) =>
  RECORD_TYPES.flatMap((type) =>
    Object.keys({ ...ATTRIBUTES[type], ...app?.[type] }).map((attribute) => ({ type, attribute }))
  );

/** Fields that a run does not always write. */
export const WritingSection = () => {
  const t = useText();
  const words = useRunWords();
  const attributeWord = useAttributeWords();
  const { draft, set } = useProfileForm();
  const items = itemsOf(draft.writing);
  const list = useEditedList(items, (next) => set('writing', writingOf(next)));
  const taken = new Set(items.map(nameOf));
  const { data: app } = useListAppAttributesQuery();
  const free = attributesWith(app).filter((one) => !taken.has(nameOf(one)));
  const wordOf = ({ type, attribute }: Pick<RuleItem, 'type' | 'attribute'>): string =>
    `${words.type(type)}: ${attributeWord(attribute)}`;
  const next = free.find(({ attribute }) => attribute === 'email') ?? free[0];
  return (
    <Section of="writing">
      {items.length === 0 && (
        <Muted>{t('form.writing.none', 'All fields are always written.')}</Muted>
      )}
      {items.map((item, place) => (
        <Flex
          key={nameOf(item)}
          gap={2}
          alignItems="flex-end"
          role="group"
          aria-label={wordOf(item)}
        >
          <Box flex="1" minWidth={0}>
            <Row widths={6}>
              <ChoiceField
                path={`writing.${item.type}.${item.attribute}`}
                label={t('form.writing.field', 'Field')}
                choices={[item, ...free].map((one) => ({ value: nameOf(one), label: wordOf(one) }))}
                value={nameOf(item)}
                onChange={(name) => {
                  const chosen = free.find((one) => nameOf(one) === name);
                  if (chosen) list.replace(place, { ...item, ...chosen });
                }}
              />
              <ChoiceField
                path="writing.rule"
                value={item.rule}
                onChange={(rule) => list.replace(place, { ...item, rule })}
              />
            </Row>
          </Box>
          <RemoveButton
            label={t('form.writing.remove', 'Always write {field}', { field: wordOf(item) })}
            question=""
            isFilled={false}
            onRemove={() => list.remove(place)}
          />
        </Flex>
      ))}
      {next && (
        <AddButton list={list} item={{ ...next, rule: 'creating' as const }}>
          {t('form.writing.add', 'Add a field')}
        </AddButton>
      )}
    </Section>
  );
};

const PAGE_SIZE = 10;

interface EditRowProps {
  record: EditedRecordView;
  edit: HandEditView;
}

/** What a person has changed of one field. The remaining properties are the table's own. */
const EditRow = ({ record: { type, label }, edit, ...props }: EditRowProps) => {
  const t = useText();
  const words = useRunWords();
  const attributeWord = useAttributeWords();
  const shown = (value: unknown): string => shownValue(value) ?? t('run.value.empty', 'empty');
  return (
    <Tr {...props}>
      <Td>
        <Flex direction="column" alignItems="flex-start">
          <Typography>{label}</Typography>
          <Muted>{words.type(type)}</Muted>
        </Flex>
      </Td>
      <Td>
        <Typography>{attributeWord(edit.attribute)}</Typography>
      </Td>
      <Td>
        <Typography>{shown(edit.source)}</Typography>
      </Td>
      <Td>
        <Typography>{shown(edit.stored)}</Typography>
      </Td>
      <Td>
        <Typography>
          <DateTime time={edit.at} />
        </Typography>
      </Td>
    </Tr>
  );
};

/** What people have changed of the records of a profile. */
const HandEdits = ({ profile }: { profile: string }) => {
  const t = useText();
  const [page, setPage] = React.useState(1);
  const { data, error, refetch } = useGetHandEditsQuery(
    { id: profile, page, pageSize: PAGE_SIZE },
    { refetchOnMountOrArgChange: true }
  );
  const { results = [], pagination } = data ?? {};
  const columns = [
    { name: t('form.hand-edits.who', 'Record') },
    { name: t('form.hand-edits.field', 'Field') },
    { name: t('form.hand-edits.source', 'In the source') },
    { name: t('form.hand-edits.stored', 'Here') },
    { name: t('form.hand-edits.when', 'Changed') },
  ];
  if (error !== undefined) {
    return (
      <Failure
        title={t('form.hand-edits.failed', 'What people have changed could not be loaded')}
        error={error}
        onRetry={() => void refetch()}
      />
    );
  }
  if (pagination?.total === 0) {
    return <Muted>{t('form.hand-edits.none', 'Nobody has changed anything by hand.')}</Muted>;
  }
  return (
    <>
      {results.length > 0 && (
        <DataTable columns={columns}>
          {results.flatMap((record) =>
            record.edits.map((edit) => (
              <EditRow key={`${record.documentId} ${edit.attribute}`} record={record} edit={edit} />
            ))
          )}
        </DataTable>
      )}
      {pagination !== undefined && pagination.pageCount > 1 && (
        <Flex gap={2}>
          <Button variant="tertiary" disabled={page === 1} onClick={() => setPage(page - 1)}>
            {t('form.hand-edits.previous', 'Previous')}
          </Button>
          <Button
            variant="tertiary"
            disabled={page >= pagination.pageCount}
            onClick={() => setPage(page + 1)}
          >
            {t('form.hand-edits.next', 'Next')}
          </Button>
        </Flex>
      )}
    </>
  );
};

/** What happens to what people have changed, and what that is. */
export const HandEditedSection = () => {
  const { profile } = useProfileForm();
  const { canHistory } = usePermissions();
  return (
    <Section of="handEdited">
      <PolicyField path="handEdited" />
      {profile !== null && canHistory && <HandEdits profile={profile} />}
    </Section>
  );
};
