import * as React from 'react';

import { Button, Flex } from '@strapi/design-system';

import { Notice } from '../../../components/feedback/Notice';
import { useText } from '../../../hooks/useText';
import { samplesOf } from '../model/assignment';
import type { FieldId } from '../model/draft';
import { TARGET_FIELDS } from '../model/fields';
import { messageOf } from '../model/server-problems';
import type { Wizard } from '../useWizard';
import { FieldGroup } from './FieldGroup';
import { StableKey } from './StableKey';
import { TemplateDisclosure } from './TemplateDisclosure';
import { UnusedColumns } from './UnusedColumns';

const NoKey = () => {
  const t = useText();
  return (
    <Notice
      isProblem
      variant="danger"
      title={t('wizard.fields.no-key', 'Nothing can identify the people yet')}
    >
      {t(
        'wizard.fields.no-key.body',
        'Without a username or an external ID, a later run could not tell who is who. Choose a column for at least one of them.'
      )}
    </Notice>
  );
};

/** Step 3: columns to fields. */
export const FieldsStep = ({ wizard }: { wizard: Wizard }) => {
  const t = useText();
  const { draft, change, messages, matching, preview } = wizard;
  const { columns, proposal, assignment, key } = matching;
  const { sample } = preview;
  if (sample === undefined) return null;
  if (matching.error !== null) {
    return (
      <Notice
        isProblem
        variant="danger"
        title={t('wizard.fields.failed', 'The columns could not be matched')}
        action={
          <Button size="S" variant="tertiary" onClick={matching.retry}>
            {t('wizard.retry', 'Try again')}
          </Button>
        }
      >
        {messageOf(matching.error)}
      </Notice>
    );
  }

  const choose = (field: FieldId, column: string) => {
    const { [field]: _before, ...others } = draft.choices;
    const isProposed = (proposal.get(field)?.column ?? '') === column;
    // A field that was touched keeps its place in the table, filled or not.
    change({ choices: isProposed && column !== '' ? others : { ...others, [field]: column } });
  };

  return (
    <Flex direction="column" alignItems="stretch" gap={8}>
      {key === null && <NoKey />}
      <StableKey wizard={wizard} />
      {messages.fields !== undefined && (
        <Notice isProblem variant="danger">
          {messages.fields}
        </Notice>
      )}
      {TARGET_FIELDS.map(({ type, fields }) => (
        <FieldGroup
          key={type}
          type={type}
          rows={fields.map((field) => ({
            field,
            assigned: assignment.get(field.id),
            isKey: field.id === `user.${key}`,
            isTouched: proposal.has(field.id) || field.id in draft.choices,
          }))}
          columns={columns}
          samplesOf={(column) => samplesOf(sample, column)}
          onChoose={choose}
        />
      ))}
      <UnusedColumns columns={columns} assignment={assignment} />
      <TemplateDisclosure matching={matching} />
    </Flex>
  );
};
