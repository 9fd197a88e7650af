import * as React from 'react';

import { Flex } from '@strapi/design-system';

import { bothFilters } from '../../../../shared/filter';
import { placesOf } from '../../../../shared/profile/field-sources';
import type { Fields } from '../../../../shared/profile/fields';
import { ATTRIBUTES, isSecret, RECORD_TYPES, type RecordType } from '../../../../shared/records';
import { Failure } from '../../components/feedback/Failure';
import { Notice } from '../../components/feedback/Notice';
import { usePermissions } from '../../hooks/usePermissions';
import { useProblemText } from '../../hooks/useCodeTexts';
import { useText } from '../../hooks/useText';
import { isDirectory } from '../../utils/source-kind';
import { defaultsFor, KEY_COLUMN, keyAttributeOf } from '../directory/directory';
import { useProfileForm } from '../form-context';
import { Section } from '../Section';
import { unusedColumns } from './assignment';
import { Chip } from './FieldRow';
import { RecordGroup } from './RecordGroup';
import { FieldTableProvider, useFieldTable } from './table-context';
import { type Proposal, useSampleRows } from './useProposal';

const NoKey = ({ isOfContacts }: { isOfContacts: boolean }) => {
  const t = useText();
  if (isOfContacts) {
    return (
      <Notice
        isProblem
        variant="danger"
        title={t('form.fields.no-name', 'The contacts have no name yet')}
      >
        {t(
          'form.fields.no-name.body',
          'A contact is found again by its name: choose what fills the display name.'
        )}
      </Notice>
    );
  }
  return (
    <Notice
      isProblem
      variant="danger"
      title={t('form.fields.no-key', 'Nothing can identify the people yet')}
    >
      {t(
        'form.fields.no-key.body',
        'Without a username or an external ID, a later run could not tell who is who. Choose a column for at least one of them.'
      )}
    </Notice>
  );
};

/** What is wrong with the table as a whole, or with which record is which. */
const useWrong = (): string => {
  const { problems } = useProfileForm();
  const problemText = useProblemText();
  const found = problems.filter(
    ({ path: [setting, , part] }) =>
      setting === 'match' || (setting === 'fields' && part !== 'values')
  );
  return [...new Set(found.map(problemText))].join('\n');
};

/** Says what the people of a directory are recognised by, and why it is not the user name. */
const StableKey = () => {
  const t = useText();
  const { fields, key } = useFieldTable();
  const { draft, preview } = useProfileForm();
  const { source } = draft;
  const user = fields.find(({ type }) => type === 'user');
  const isFilled = user?.values.externalId?.column === KEY_COLUMN;
  if (!isDirectory(source) || key !== 'externalId' || !isFilled) return null;
  const attribute = keyAttributeOf(source, defaultsFor(source, [preview.vendor]));
  return (
    <Notice title={t('form.stable-key.title', 'People are recognised by the external ID')}>
      {t(
        'form.stable-key.body',
        'The column externalId has the value of {attribute}, which never changes, unlike user names: whoever gets another user name stays the same person.',
        { attribute: attribute ?? KEY_COLUMN }
      )}
    </Notice>
  );
};

/** The columns that fill nothing. */
const UnusedColumns = () => {
  const t = useText();
  const { columns, fields } = useFieldTable();
  const unused = unusedColumns(columns, fields, useProfileForm().draft.variables);
  if (unused.length === 0) return null;
  return (
    <Section
      title={t('form.unused.title', 'Columns that fill no field')}
      description={t(
        'form.unused.description',
        'They are not imported. Should you need one, choose it for a field above.'
      )}
    >
      <Flex tag="ul" gap={2} wrap="wrap">
        {unused.map((column) => (
          <Chip key={column}>{column}</Chip>
        ))}
      </Flex>
    </Section>
  );
};

/** What entries and phones can take of the list's user: nothing of what is secret. */
const userAttributesOf = (fields: Fields): string[] =>
  fields.some(({ type }) => type === 'user')
    ? Object.entries(ATTRIBUTES.user).flatMap(([name, definition]) =>
        isSecret(definition) || definition.kind !== 'string' ? [] : [name]
      )
    : [];

interface FieldSectionsProps {
  proposal: Proposal;
  fields: Fields;
  /** What people are recognised by; null where nothing can identify them, or contacts. */
  recognisedBy: string | string[] | null;
  /** The types that are shown. */
  types?: readonly RecordType[];
  /** What is asked before the table. */
  children?: React.ReactNode;
}

/** What fills which field of which record, by type. */
export const FieldSections = ({
  proposal,
  fields,
  recognisedBy,
  types = RECORD_TYPES,
  children,
}: FieldSectionsProps) => {
  const t = useText();
  const { canEdit } = usePermissions();
  const { draft, set } = useProfileForm();
  const rows = useSampleRows(fields, canEdit && proposal.columns.length > 0);
  const places = placesOf(fields);
  const message = useWrong();
  const change = (next: Fields) => {
    const { preset } = proposal;
    if (draft.fields === null && preset) {
      // What an export is taken for is more than its fields.
      set('preFilter', bothFilters(draft.preFilter, preset.preFilter));
      set('match', { ...draft.match, ...preset.match });
    }
    set('fields', next);
  };
  if (proposal.error !== null) {
    return (
      <Failure
        title={t('form.fields.failed', 'The columns could not be matched')}
        error={proposal.error}
        onRetry={proposal.retry}
      />
    );
  }
  return (
    <FieldTableProvider
      value={{
        fields,
        columns: proposal.columns,
        proposal,
        rows,
        key: recognisedBy,
        userAttributes: userAttributesOf(fields),
        change,
        placeOf: ({ index }) => places[index] ?? null,
      }}
    >
      {children}
      {recognisedBy === null && <NoKey isOfContacts={!types.includes('user')} />}
      <StableKey />
      {message !== '' && (
        <Notice isProblem variant="danger">
          {message}
        </Notice>
      )}
      {types.map((type) => (
        <RecordGroup key={type} type={type} />
      ))}
      <UnusedColumns />
    </FieldTableProvider>
  );
};
