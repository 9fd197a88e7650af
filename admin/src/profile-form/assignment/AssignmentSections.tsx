import * as React from 'react';

import { Box, Flex, Loader, Typography } from '@strapi/design-system';
import { styled } from 'styled-components';

import { Failure } from '../../components/feedback/Failure';
import { Notice } from '../../components/feedback/Notice';
import { Disclosure } from '../../components/forms/Disclosure';
import { defaultsFor, KEY_COLUMN, keyAttributeOf } from '../directory/directory';
import { useAnswerText } from '../../hooks/useAnswerText';
import { useText } from '../../hooks/useText';
import { isDirectory } from '../../utils/source-kind';
import { useMessageAt, useProfileForm } from '../form-context';
import { Section } from '../Section';
import { type Choices, type FieldId, samplesOf, TARGET_FIELDS, unusedColumns } from './assignment';
import { FieldGroup } from './FieldGroup';
import { Chip } from './FieldRow';
import { type FieldMatching, useTemplate } from './useFieldMatching';

const NoKey = () => {
  const t = useText();
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

/** Says what the people of a directory are recognised by, and why it is not the user name. */
const StableKey = ({ matching: { assignment, key } }: { matching: FieldMatching }) => {
  const t = useText();
  const { draft, preview } = useProfileForm();
  const { source } = draft;
  const isFilled = assignment.get('user.externalId')?.column === KEY_COLUMN;
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
const UnusedColumns = ({ matching: { columns, assignment } }: { matching: FieldMatching }) => {
  const t = useText();
  const unused = unusedColumns(columns, assignment);
  if (unused.length === 0) return null;
  return (
    <Section
      title={t('form.unused.title', 'Columns that fill no field')}
      description={t(
        'form.unused.description',
        'They are not imported. Should you need one later, the template can use it by its name.'
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

const Code = styled(Box)`
  margin: 0;
  font-family: monospace;
  font-size: ${({ theme }) => theme.fontSizes[1]};
  line-height: 1.6;
`;

/** The choices as the template that is saved, for those who want to see it. */
const TemplateDisclosure = ({ matching }: { matching: FieldMatching }) => {
  const t = useText();
  const answerText = useAnswerText();
  const [isOpen, setIsOpen] = React.useState(false);
  const { data, error } = useTemplate(matching, isOpen);
  const title = t('form.assignment-template.title', 'Show the template');
  return (
    <Disclosure title={title} isOpen={isOpen} onToggle={setIsOpen}>
      <Typography tag="p" textColor="neutral600" paddingBottom={4}>
        {t(
          'form.assignment-template.description',
          'Your choices are saved as this text. It can be edited later.'
        )}
      </Typography>
      {error !== undefined && <Notice variant="danger">{answerText(error)}</Notice>}
      {error === undefined && data === undefined && (
        <Loader small>{t('form.assignment-template.loading', 'Writing the template …')}</Loader>
      )}
      {data !== undefined && (
        <Code
          tag="pre"
          role="group"
          tabIndex={0}
          aria-label={title}
          color="neutral800"
          maxHeight="40rem"
          overflow="auto"
        >
          {data}
        </Code>
      )}
    </Disclosure>
  );
};

interface AssignmentSectionsProps {
  matching: FieldMatching;
  choices: Choices;
  onChange: (choices: Choices) => void;
}

/** Which column fills which field. */
export const AssignmentSections = ({ matching, choices, onChange }: AssignmentSectionsProps) => {
  const t = useText();
  const { sample } = useProfileForm().preview;
  const messageAt = useMessageAt();
  const { columns, proposal, assignment, key } = matching;
  if (sample === undefined) return null;
  if (matching.error !== null) {
    return (
      <Failure
        title={t('form.fields.failed', 'The columns could not be matched')}
        error={matching.error}
        onRetry={matching.retry}
      />
    );
  }

  const choose = (field: FieldId, column: string) => {
    const { [field]: _before, ...others } = choices;
    const isProposed = (proposal.get(field)?.column ?? '') === column;
    // A field that was touched keeps its place in the table, filled or not.
    onChange(isProposed && column !== '' ? others : { ...others, [field]: column });
  };
  const message = [messageAt('template'), messageAt('match')].filter(Boolean).join('\n');

  return (
    <>
      {key === null && <NoKey />}
      <StableKey matching={matching} />
      {message !== '' && (
        <Notice isProblem variant="danger">
          {message}
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
            isTouched: proposal.has(field.id) || field.id in choices,
          }))}
          columns={columns}
          samplesOf={(column) => samplesOf(sample, column)}
          onChoose={choose}
        />
      ))}
      <UnusedColumns matching={matching} />
      <TemplateDisclosure matching={matching} />
    </>
  );
};
