import { useCodeTexts } from '../../hooks/useCodeTexts';
import { type Text, useText } from '../../hooks/useText';

const titles = (t: Text): Record<string, string> => ({
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
  'pinned-column-missing': t('run.cause.pinned-column-missing', 'Column is no longer there'),
  'column-new': t('run.cause.column-new', 'Column is new'),
  'generated-beside-column': t(
    'run.cause.generated-beside-column',
    'Made up although a column may hold it'
  ),
  'no-key-column': t('run.cause.no-key-column', 'Column that identifies people is missing'),
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
