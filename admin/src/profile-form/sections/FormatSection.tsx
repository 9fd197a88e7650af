import * as React from 'react';

import { Box, Button, Flex, Loader, TextButton, Typography } from '@strapi/design-system';
import { Magic, Pencil } from '@strapi/icons';

import type { DetectionView } from '../../../../shared/contracts/sources';
import { AUTOMATIC_FORMAT, type CsvFormat } from '../../../../shared/profile/csv';
import { Stack } from '../../components/areas';
import { Failure } from '../../components/feedback/Failure';
import { type FormatProperty, formatValues, useFormatWords } from '../../hooks/useFormatWords';
import { useText } from '../../hooks/useText';
import { type Choice, ChoiceField } from '../fields/ChoiceField';
import { NumberField } from '../fields/NumberField';
import { Row } from '../fields/Row';
import { TextField } from '../fields/TextField';
import { useProfileForm } from '../form-context';
import { Section } from '../Section';
import { isNotSeparated } from '../separation';
import { formatOf } from '../../utils/source-kind';
import { isSame } from '../../utils/values';
import { FormatChoices } from './FormatChoices';
import { FormatFindings } from './FormatFindings';
import { AskButton, SampleTable } from './sample';

const AUTO = 'auto';
/** Longer than any delimiter may be, so that no text of a person's own is taken for it. */
const OTHER = 'other …';
const LAST_HEADER_ROW = 1000;
const HEADER_DIGITS = 4;

/** A file that is not divided has been read with some delimiter, but none was found. */
const foundFormat = (detection: DetectionView): CsvFormat =>
  isNotSeparated(detection) ? { ...detection.format, delimiter: AUTO } : detection.format;

/** Says what is detected, as far as something was found. */
const useDetectedWords = () => {
  const t = useText();
  return (found: string | null) =>
    found === null
      ? t('form.format.auto', 'Detect automatically')
      : t('form.format.detected', 'Detected: {found}', { found });
};

/** The choices for a property of the format; what the profile has is among them. */
const useChoices = (format: CsvFormat, found: CsvFormat, sheets: string[] = []) => {
  const words = useFormatWords();
  const detectedWords = useDetectedWords();
  return (property: FormatProperty | 'sheet'): Choice<string>[] => {
    const word = words[property];
    const chosen = format[property];
    const isFound = chosen === AUTO && found[property] !== AUTO;
    const values = property === 'sheet' ? sheets : formatValues(property);
    const isListed = chosen === AUTO || values.includes(chosen);
    return [
      { value: AUTO, label: detectedWords(isFound ? word(found[property]) : null) },
      ...(isListed ? values : [...values, chosen]).map((value) => ({ value, label: word(value) })),
    ];
  };
};

const DelimiterField = ({ choices }: { choices: Choice<string>[] }) => {
  const t = useText();
  const { draft, set } = useProfileForm();
  const delimiter = formatOf(draft.source)?.delimiter ?? AUTO;
  const isKnown = delimiter === AUTO || formatValues('delimiter').includes(delimiter);
  const [isOther, setIsOther] = React.useState(!isKnown);
  return (
    <Stack gap={3} width="100%">
      <ChoiceField
        path="source.delimiter"
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
          value={isKnown ? '' : delimiter}
          onChange={(text) => set('source.delimiter', text === '' ? AUTO : text.slice(0, 4))}
        />
      )}
    </Stack>
  );
};

interface FormatProps {
  format: CsvFormat;
  found: CsvFormat;
}

const HeaderRowField = ({ format, found }: FormatProps) => {
  const { set } = useProfileForm();
  const detectedWords = useDetectedWords();
  return (
    <NumberField
      path="source.headerRow"
      placeholder={detectedWords(found.headerRow === AUTO ? null : String(found.headerRow))}
      value={format.headerRow === AUTO ? null : format.headerRow}
      digits={HEADER_DIGITS}
      onChange={(line) =>
        set('source.headerRow', line === null ? AUTO : Math.min(line, LAST_HEADER_ROW))
      }
    />
  );
};

/** The property of contacts that may have to be corrected. */
const VCardFields = ({ format, found }: FormatProps) => {
  const choicesOf = useChoices(format, found);
  return (
    <Row widths={4}>
      <ChoiceField path="source.encoding" choices={choicesOf('encoding')} />
    </Row>
  );
};

/** The properties of a workbook, of which no text has to be divided. */
const WorkbookFields = ({ format, found, sheets }: FormatProps & { sheets: string[] }) => {
  const choicesOf = useChoices(format, found, sheets);
  return (
    <Row widths={4}>
      <ChoiceField path="source.sheet" choices={choicesOf('sheet')} />
      <HeaderRowField format={format} found={found} />
    </Row>
  );
};

/** The properties of a CSV file, as they were detected and as they can be corrected. */
const FormatFields = ({ format, found }: FormatProps) => {
  const choicesOf = useChoices(format, found);
  return (
    <Row widths={4}>
      <ChoiceField path="source.encoding" choices={choicesOf('encoding')} />
      <DelimiterField choices={choicesOf('delimiter')} />
      <HeaderRowField format={format} found={found} />
      <ChoiceField path="source.enclosure" choices={choicesOf('enclosure')} />
      <ChoiceField path="source.lineSeparator" choices={choicesOf('lineSeparator')} />
    </Row>
  );
};

const FieldsOfKind = ({ file, ...format }: FormatProps & Pick<DetectionView, 'file'>) => {
  if (file === undefined) return <FormatFields {...format} />;
  if (file.kind === 'vcard') return <VCardFields {...format} />;
  return <WorkbookFields {...format} sheets={file.sheets} />;
};

interface ReadAsProps {
  detection: DetectionView;
  isOpen: boolean;
  onToggle: () => void;
}

/** How a file is read, in a line; the settings are there for whoever wants another way. */
const ReadAs = ({ detection, isOpen, onToggle }: ReadAsProps) => {
  const t = useText();
  const words = useFormatWords();
  const { format, file } = detection;
  const row = Number(format.headerRow);
  const names =
    row === 0
      ? t('form.format.no-names', 'no column names')
      : t('form.format.names-in', 'column names in row {row}', { row: String(row) });
  const text = [words.encoding(format.encoding), words.delimiter(format.delimiter), names];
  const ofKind = { xlsx: [format.sheet, names], ods: [format.sheet, names], vcard: null };
  const how = file === undefined ? text : ofKind[file.kind];
  return (
    <Flex gap={4} wrap="wrap">
      {how && (
        <Typography textColor="neutral800">
          {t('form.format.read-as', 'Read as: {how}', { how: how.join(' · ') })}
        </Typography>
      )}
      <TextButton aria-expanded={isOpen} startIcon={<Pencil />} onClick={onToggle}>
        {t('form.format.change', 'Change the format')}
      </TextButton>
    </Flex>
  );
};

const FirstRows = ({ headingRef }: { headingRef: React.Ref<HTMLHeadingElement> }) => {
  const t = useText();
  const { detection, isFetching } = useProfileForm().preview;
  if (detection === undefined) return null;
  const { columns, rows, issues } = detection;
  const width = Math.max(columns.length, ...rows.map(({ cells }) => cells.length));
  const wrong = new Set(issues.map(({ row }) => row));
  return (
    <Stack gap={4} minWidth={0}>
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
      {rows.length > 0 && (
        <SampleTable
          numberHeading={t('form.rows.line', 'Row')}
          columns={Array.from({ length: width }, (_, place) => ({
            name: columns[place] || t('form.rows.unnamed', '(no name)'),
          }))}
          rows={rows.map((row) => ({ ...row, isWrong: wrong.has(row.number) }))}
          isFetching={isFetching}
        />
      )}
    </Stack>
  );
};

/** How a file is read, with its first rows to compare. */
export const FormatSection = () => {
  const t = useText();
  const { draft, set, isReadOnly, preview } = useProfileForm();
  const { detection, isFetching, error } = preview;
  const format = formatOf(draft.source);
  const kinds = {
    xlsx: t('form.format.xlsx', 'Excel workbook'),
    ods: t('form.format.ods', 'OpenDocument spreadsheet'),
    vcard: t('form.format.vcard', 'Contacts (vCard)'),
  };
  const kind = detection?.file && kinds[detection.file.kind];
  const rows = React.useRef<HTMLHeadingElement>(null);
  const isAutomatic = isSame(format, AUTOMATIC_FORMAT);
  const [isOpen, setIsOpen] = React.useState(!isAutomatic);
  if (format === null) return null;

  const change = (part: Partial<CsvFormat>) => {
    set('source', { ...draft.source, ...part });
    // The button that was pressed goes away.
    rows.current?.focus();
  };
  const found = detection ? foundFormat(detection) : AUTOMATIC_FORMAT;
  // What comes out wrong has to be set.
  const isWrong = !detection || detection.problem !== null || isNotSeparated(detection);
  const showsFields = isOpen || isWrong;
  return (
    <Section
      title={kind ?? t('form.format', 'CSV format')}
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
      {detection && detection.problem === null && (
        <ReadAs detection={detection} isOpen={showsFields} onToggle={() => setIsOpen(!isOpen)} />
      )}
      {showsFields && <FieldsOfKind format={format} found={found} file={detection?.file} />}
      <AskButton>{t('form.rows.ask', 'Read the first rows')}</AskButton>
      {isFetching && detection === undefined && (
        <Loader small>{t('form.loading', 'Loading …')}</Loader>
      )}
      {error !== null && (
        <Failure title={t('form.preview.failed', 'The file could not be read')} error={error} />
      )}
      {error === null && detection && <FormatChoices detection={detection} />}
      {error === null && detection && (
        <FormatFindings detection={detection} format={format} onChange={change} />
      )}
      <FirstRows headingRef={rows} />
    </Section>
  );
};
