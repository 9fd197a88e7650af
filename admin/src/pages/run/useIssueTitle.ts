import { useCodeTexts } from '../../hooks/useCodeTexts';
import { type Text, useText } from '../../hooks/useText';

const titles = (t: Text): Record<string, string> => ({
  'too-many-fields': t('run.cause.too-many-fields', 'Row has too many fields'),
  'malformed-quote': t('run.cause.malformed-quote', 'Quotation mark in the wrong place'),
  'encoding-mismatch': t('run.cause.encoding-mismatch', 'Characters do not fit the encoding'),
  'template-error': t('run.cause.template-error', 'Template failed'),
  'invalid-document': t('run.cause.invalid-document', 'Template did not give valid JSON'),
  'failed-structure': t('run.cause.failed-structure', 'Template lost its structure'),
  'rendered-too-long': t('run.cause.rendered-too-long', 'Template gave too much text'),
  'unknown-field': t('run.cause.unknown-field', 'Template fills an unknown field'),
  'unknown-list': t('run.cause.unknown-list', 'Template fills an unknown list'),
  'duplicate-field': t('run.cause.duplicate-field', 'Template fills a field twice'),
  'unknown-column': t('run.cause.unknown-column', 'Column does not exist'),
  'column-case': t('run.cause.column-case', 'Column is written differently'),
  'unknown-variable': t('run.cause.unknown-variable', 'Variable does not exist'),
  'variable-case': t('run.cause.variable-case', 'Variable is written differently'),
  'unnamed-columns': t('run.cause.unnamed-columns', 'Columns have no name'),
  'pinned-column-missing': t('run.cause.pinned-column-missing', 'Column is no longer there'),
  'column-new': t('run.cause.column-new', 'Column is new'),
  'generated-beside-column': t(
    'run.cause.generated-beside-column',
    'Made up although a column may hold it'
  ),
  'no-key-column': t('run.cause.no-key-column', 'Column that identifies people is missing'),
  'header-found': t('run.cause.header-found', 'Where the column names were found'),
  'header-looks-like-data': t(
    'run.cause.header-looks-like-data',
    'Line of the column names looks like data'
  ),
  'other-header-row': t('run.cause.other-header-row', 'Column names seem to stand in another line'),
  'repeated-header': t('run.cause.repeated-header', 'Line repeats the column names'),
  'line-of-dashes': t('run.cause.line-of-dashes', 'Line of dashes is left out'),
  'whole-lines-quoted': t('run.cause.whole-lines-quoted', 'Lines are quoted as a whole'),
  'cells-not-given': t('run.cause.cells-not-given', 'Last cells of rows are not given'),
  'lines-below-table': t('run.cause.lines-below-table', 'Lines below the table are left out'),
  'uneven-rows': t('run.cause.uneven-rows', 'Rows are of different length'),
  'duplicate-header': t('run.cause.duplicate-header', 'Two columns have the same name'),
  'empty-header': t('run.cause.empty-header', 'Column has no name'),
  'encoding-unsure': t('run.cause.encoding-unsure', 'Encoding is not certain'),
  'mixed-encodings': t('run.cause.mixed-encodings', 'Lines are in different encodings'),
  'wrong-delimiter': t('run.cause.wrong-delimiter', 'Another delimiter fits better'),
  'wrong-enclosure': t('run.cause.wrong-enclosure', 'Another field enclosure fits better'),
  'wrong-line-separator': t('run.cause.wrong-line-separator', 'Another line separator fits better'),
  'file-truncated': t('run.cause.file-truncated', 'File ends too early'),
  'referrals-ignored': t('run.cause.referrals-ignored', 'Parts on other servers are left out'),
  'secret-column-shown': t('run.cause.secret-column-shown', 'Secret column fills a visible field'),
  'secret-in-condition': t('run.cause.secret-in-condition', 'Condition reads a secret column'),
  'secret-in-filter': t('run.cause.secret-in-filter', 'Pre-filter reads a secret column'),
  'php-translated': t('run.cause.php-translated', 'PHP was translated'),
  'name-of-function': t('run.cause.name-of-function', 'Variable is called like a function'),
  'not-repeatable': t('run.cause.not-repeatable', 'Gives another value each time'),
  'not-a-list': t('run.cause.not-a-list', 'Template gave no list'),
  'not-a-record': t('run.cause.not-a-record', 'Template gave no record'),
  'user-value-misplaced': t(
    'run.cause.user-value-misplaced',
    'Value of the user cannot stand there'
  ),
  'user-value-without-user': t(
    'run.cause.user-value-without-user',
    'Value of the user stands under no user'
  ),
});

/** A cause of issues in a few words. */
export const useIssueTitle = (): ((code: string) => string) => {
  const known = titles(useText());
  const texts = useCodeTexts();
  return (code) => texts.knownTitle(code) ?? known[code] ?? texts.title(code);
};
