import * as React from 'react';

import { Button, Flex, Typography } from '@strapi/design-system';
import { Magic } from '@strapi/icons';

import type { Detection } from '../../../../../shared/contracts/sources';
import { AUTOMATIC_FORMAT, type CsvFormat } from '../../../../../shared/profile/csv';
import { Notice } from '../../../components/feedback/Notice';
import { useText } from '../../../hooks/useText';
import { columnsOf } from '../model/assignment';
import { isNotSeparated } from '../model/separation';
import { messageOf } from '../model/server-problems';
import { Section } from '../parts/Section';
import type { Wizard } from '../useWizard';
import { FormatFields } from './FormatFields';
import { FormatFindings } from './FormatFindings';
import { PreviewTable } from './PreviewTable';

const isAutomatic = (format: CsvFormat): boolean =>
  JSON.stringify(format) === JSON.stringify(AUTOMATIC_FORMAT);

/** A file that is not divided has been read with some delimiter, but none was found. */
const foundFormat = (detection: Detection): CsvFormat =>
  isNotSeparated(detection) ? { ...detection.format, delimiter: 'auto' } : detection.format;

/** Step 2: how the file is read, with its first rows to compare. */
export const FormatStep = ({ wizard }: { wizard: Wizard }) => {
  const t = useText();
  const { draft, change, messages, preview } = wizard;
  const { detection, isFetching, error } = preview;
  const edit = (part: Partial<CsvFormat>) => change({ format: { ...draft.format, ...part } });
  const rows = React.useRef<HTMLHeadingElement>(null);
  // The button that was pressed goes away.
  const editAndLook = (part: Partial<CsvFormat>) => {
    edit(part);
    rows.current?.focus();
  };
  if (detection === undefined) return null;
  return (
    <Flex direction="column" alignItems="stretch" gap={6}>
      <Section
        title={t('wizard.format.section', 'Format')}
        action={
          !isAutomatic(draft.format) && (
            <Button
              size="S"
              variant="tertiary"
              startIcon={<Magic />}
              onClick={() => editAndLook(AUTOMATIC_FORMAT)}
            >
              {t('wizard.format.reset', 'Detect everything again')}
            </Button>
          )
        }
      >
        <FormatFields
          format={draft.format}
          found={foundFormat(detection)}
          messages={messages}
          onChange={edit}
        />
      </Section>
      {error === null ? (
        <FormatFindings detection={detection} format={draft.format} onChange={editAndLook} />
      ) : (
        <Notice
          isProblem
          variant="danger"
          title={t('wizard.source.failed', 'The file could not be read')}
        >
          {messageOf(error)}
        </Notice>
      )}
      <Section
        title={t('wizard.preview.title', 'First rows')}
        headingRef={rows}
        description={
          detection.rows.length > 0 && (
            <span aria-live="polite">
              {t(
                'wizard.preview.description',
                '{columns, plural, one {# column} other {# columns}}. Are all letters right, and does each value stand in its column?',
                { columns: columnsOf(detection).length }
              )}
            </span>
          )
        }
      >
        {detection.rows.length === 0 ? (
          <Typography textColor="neutral600">
            {t('wizard.preview.empty', 'There is no row to show.')}
          </Typography>
        ) : (
          <PreviewTable detection={detection} isFetching={isFetching} />
        )}
      </Section>
    </Flex>
  );
};
