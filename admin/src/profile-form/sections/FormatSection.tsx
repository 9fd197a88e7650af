import * as React from 'react';

import { Box, Button, Flex, Grid, Loader, Typography } from '@strapi/design-system';
import { Magic } from '@strapi/icons';

import type { Detection } from '../../../../shared/contracts/sources';
import { AUTOMATIC_FORMAT, type CsvFormat } from '../../../../shared/profile/csv';
import { useAnswerText } from '../../hooks/useAnswerText';
import { Notice } from '../../components/feedback/Notice';
import { useFormatWords } from '../../hooks/useFormatWords';
import { useText } from '../../hooks/useText';
import { DELIMITERS, ENCLOSURES, ENCODINGS, LINE_SEPARATORS } from '../../utils/format-options';
import { type Choice, ChoiceField } from '../fields/ChoiceField';
import { NumberField } from '../fields/NumberField';
import { TextField } from '../fields/TextField';
import { useProfileForm } from '../form-context';
import { Section } from '../Section';
import { isNotSeparated } from '../separation';
import { formatOf } from '../../utils/source-kind';
import { FormatFindings } from './FormatFindings';
import { PreviewTable } from './PreviewTable';

const AUTO = 'auto';
/** Longer than any delimiter may be, so that no text of a person's own is taken for it. */
const OTHER = 'other …';
const LAST_HEADER_ROW = 1000;
const HEADER_DIGITS = 4;

/** A file that is not divided has been read with some delimiter, but none was found. */
const foundFormat = (detection: Detection): CsvFormat =>
  isNotSeparated(detection) ? { ...detection.format, delimiter: AUTO } : detection.format;

type Property = Exclude<keyof CsvFormat, 'headerRow'>;

/** Says what is detected, as far as something was found. */
const useDetectedWords = () => {
  const t = useText();
  return (found: string | null) =>
    found === null
      ? t('form.format.auto', 'Detect automatically')
      : t('form.format.detected', 'Detected: {found}', { found });
};

/** The choices for a property of the format; what the profile has is among them. */
const useChoices = (format: CsvFormat, found: CsvFormat) => {
  const words = useFormatWords();
  const detectedWords = useDetectedWords();
  return (property: Property, values: readonly string[]): Choice<string>[] => {
    const word = words[property];
    const isFound = format[property] === AUTO && found[property] !== AUTO;
    const isListed = format[property] === AUTO || values.includes(format[property]);
    return [
      { value: AUTO, label: detectedWords(isFound ? word(found[property]) : null) },
      ...[...values, ...(isListed ? [] : [format[property]])].map((value) => ({
        value,
        label: word(value),
      })),
    ];
  };
};

const valuesOf = (options: readonly { value: string }[]): string[] =>
  options.map(({ value }) => value);

const DelimiterField = ({ choices }: { choices: Choice<string>[] }) => {
  const t = useText();
  const { draft, set } = useProfileForm();
  const delimiter = formatOf(draft.source)?.delimiter ?? AUTO;
  const isKnown = delimiter === AUTO || valuesOf(DELIMITERS).includes(delimiter);
  const [isOther, setIsOther] = React.useState(!isKnown);
  return (
    <Flex direction="column" alignItems="stretch" gap={3} width="100%">
      <ChoiceField
        path="source.delimiter"
        label={t('form.format.delimiter', 'Delimiter')}
        hint={t('form.format.delimiter.hint', 'What stands between two values of a line.')}
        value={isOther || !isKnown ? OTHER : delimiter}
        choices={[
          ...choices.filter(({ value }) => isKnown || value !== delimiter),
          { value: OTHER, label: t('form.format.delimiter.other', 'Something else …') },
        ]}
        onChange={(chosen) => {
          setIsOther(chosen === OTHER);
          if (chosen !== OTHER) set('source.delimiter', chosen);
        }}
      />
      {(isOther || !isKnown) && (
        <TextField
          path="source.delimiter.own"
          label={t('form.format.delimiter.own', 'Delimiter of your own')}
          hint={t('form.format.delimiter.own.hint', 'One to four characters, such as ~ or ||.')}
          value={isKnown ? '' : delimiter}
          onChange={(text) => set('source.delimiter', text === '' ? AUTO : text.slice(0, 4))}
        />
      )}
    </Flex>
  );
};

const Cell = ({ children }: { children: React.ReactNode }) => (
  <Grid.Item col={4} s={6} xs={12} alignItems="flex-start">
    {children}
  </Grid.Item>
);

/** The properties of a CSV file, as they were detected and as they can be corrected. */
const FormatFields = ({ format, found }: { format: CsvFormat; found: CsvFormat }) => {
  const t = useText();
  const { set } = useProfileForm();
  const choicesOf = useChoices(format, found);
  const detectedWords = useDetectedWords();
  const { headerRow } = found;
  return (
    <Grid.Root gap={5}>
      <Cell>
        <ChoiceField
          path="source.encoding"
          label={t('form.format.encoding', 'Encoding')}
          hint={t(
            'form.format.encoding.hint',
            'Decides whether letters such as ä, é or ł are right.'
          )}
          choices={choicesOf('encoding', ENCODINGS)}
        />
      </Cell>
      <Cell>
        <DelimiterField choices={choicesOf('delimiter', valuesOf(DELIMITERS))} />
      </Cell>
      <Cell>
        <NumberField
          path="source.headerRow"
          label={t('form.format.header-row', 'Line with the column names')}
          hint={t(
            'form.format.header-row.hint',
            'Lines above it are left out. Empty: it is looked for. 0: the file has no column names.'
          )}
          placeholder={detectedWords(headerRow === AUTO ? null : String(headerRow))}
          value={format.headerRow === AUTO ? null : format.headerRow}
          digits={HEADER_DIGITS}
          onChange={(line) =>
            set('source.headerRow', line === null ? AUTO : Math.min(line, LAST_HEADER_ROW))
          }
        />
      </Cell>
      <Cell>
        <ChoiceField
          path="source.enclosure"
          label={t('form.format.enclosure', 'Field enclosure')}
          hint={t('form.format.enclosure.hint', 'Surrounds values that hold the delimiter.')}
          choices={choicesOf('enclosure', valuesOf(ENCLOSURES))}
        />
      </Cell>
      <Cell>
        <ChoiceField
          path="source.lineSeparator"
          label={t('form.format.line-separator', 'Line separator')}
          hint={t(
            'form.format.line-separator.hint',
            'How a line ends. Seldom needs to be changed.'
          )}
          choices={choicesOf('lineSeparator', valuesOf(LINE_SEPARATORS))}
        />
      </Cell>
    </Grid.Root>
  );
};

const FirstRows = ({ headingRef }: { headingRef: React.Ref<HTMLHeadingElement> }) => {
  const t = useText();
  const { detection, isFetching } = useProfileForm().preview;
  if (detection === undefined) return null;
  const { columns, rows } = detection;
  return (
    <Flex direction="column" alignItems="stretch" gap={4} minWidth={0}>
      <Box>
        <Typography tag="h3" variant="delta" ref={headingRef} tabIndex={-1}>
          {t('form.rows', 'First rows')}
        </Typography>
        <Typography tag="p" textColor="neutral600" aria-live="polite">
          {rows.length === 0
            ? t('form.rows.none', 'There is no row to show.')
            : t(
                'form.rows.description',
                '{columns, plural, one {# column} other {# columns}}. Are all letters right, and does each value stand in its column?',
                { columns: columns.filter((column) => column !== '').length }
              )}
        </Typography>
      </Box>
      {rows.length > 0 && <PreviewTable detection={detection} isFetching={isFetching} />}
    </Flex>
  );
};

/** Reads the file at an address, where that is not done by itself. */
const AskButton = () => {
  const t = useText();
  const { ask, isFetching, isStale } = useProfileForm().preview;
  if (ask === null) return null;
  return (
    <Flex gap={4} wrap="wrap">
      <Button variant="secondary" aria-busy={isFetching} onClick={() => !isFetching && ask()}>
        {t('form.rows.ask', 'Read the first rows')}
      </Button>
      {isStale && (
        <Typography variant="pi" textColor="neutral600">
          {t('form.rows.stale', 'Something was changed since these were read.')}
        </Typography>
      )}
    </Flex>
  );
};

/** How a file is read, with its first rows to compare. */
export const FormatSection = () => {
  const t = useText();
  const answerText = useAnswerText();
  const { draft, set, isReadOnly, preview } = useProfileForm();
  const { detection, isFetching, error } = preview;
  const format = formatOf(draft.source);
  const rows = React.useRef<HTMLHeadingElement>(null);
  if (format === null) return null;

  const change = (part: Partial<CsvFormat>) => {
    set('source', { ...draft.source, ...part });
    // The button that was pressed goes away.
    rows.current?.focus();
  };
  const isAutomatic = JSON.stringify(format) === JSON.stringify(AUTOMATIC_FORMAT);
  return (
    <Section
      title={t('form.format', 'CSV format')}
      description={t(
        'form.format.description',
        'What is detected automatically is looked at anew for each file.'
      )}
      action={
        !isAutomatic &&
        !isReadOnly && (
          <Button
            size="S"
            variant="tertiary"
            startIcon={<Magic />}
            onClick={() => change(AUTOMATIC_FORMAT)}
          >
            {t('form.format.reset', 'Detect everything again')}
          </Button>
        )
      }
    >
      <FormatFields format={format} found={detection ? foundFormat(detection) : AUTOMATIC_FORMAT} />
      <AskButton />
      {isFetching && detection === undefined && (
        <Loader small>{t('form.loading', 'Loading …')}</Loader>
      )}
      {error !== null && (
        <Notice
          isProblem
          variant="danger"
          title={t('form.preview.failed', 'The file could not be read')}
        >
          {answerText(error)}
        </Notice>
      )}
      {error === null && detection && (
        <FormatFindings detection={detection} format={format} onChange={change} />
      )}
      <FirstRows headingRef={rows} />
    </Section>
  );
};
