import { Button, Flex } from '@strapi/design-system';

import type { CsvFormat } from '../../../../shared/profile/csv';
import type { IssueView } from '../../../../shared/contracts/issues';
import type { DetectionView } from '../../../../shared/contracts/sources';
import { Notice } from '../../components/feedback/Notice';
import { useCodeTexts } from '../../hooks/useCodeTexts';
import { useText } from '../../hooks/useText';
import { isSaidByChoice } from '../format-choices';
import { isNotSeparated, likelyDelimiter } from '../separation';
import { asSentence } from '../../utils/sentence';

const SHOWN_ISSUES = 5;
const SHOWN_REMARKS = 10;

interface FindingsProps {
  detection: DetectionView;
  /** As it is chosen, with `auto` where it is left to detection. */
  format: CsvFormat;
  onChange: (part: Partial<CsvFormat>) => void;
}

const SingleColumn = ({ detection, format, onChange }: FindingsProps) => {
  const t = useText();
  const likely = likelyDelimiter(detection);
  const named = { delimiter: `“${likely}”` };
  const unknown =
    likely === null
      ? t(
          'form.single.body',
          'No delimiter was found: commas, semicolons, tabs, vertical bars and colons do not divide the lines alike. Look at the table: what stands between two values? Choose it as the delimiter. If the column names stand in a later line, enter that line. If the file really has one column only, all is well.'
        )
      : t(
          'form.single.likely',
          'Commas, semicolons, tabs, vertical bars and colons do not divide the lines alike, but {delimiter} occurs equally often in each of them.',
          named
        );
  return (
    <Notice
      variant="warning"
      title={t('form.single.title', 'The lines came out as one single column')}
      action={
        likely !== null && (
          <Button size="S" variant="secondary" onClick={() => onChange({ delimiter: likely })}>
            {t('form.single.use', 'Use {delimiter} as the delimiter', named)}
          </Button>
        )
      }
    >
      {format.delimiter === 'auto'
        ? unknown
        : t('form.single.chosen', 'The delimiter that is chosen does not divide the lines.')}
    </Notice>
  );
};

const Issues = ({ issues }: Pick<DetectionView, 'issues'>) => {
  const t = useText();
  const texts = useCodeTexts();
  return (
    <Notice
      variant="warning"
      title={t(
        'form.issues.title',
        '{count, plural, one {# of the first rows has a problem} other {# problems in the first rows}}',
        { count: issues.length }
      )}
    >
      <Flex tag="ul" direction="column" alignItems="flex-start" gap={1}>
        {issues.slice(0, SHOWN_ISSUES).map((issue, index) => (
          <li key={index}>
            {t('form.issues.line', 'Row {row}: {message}', {
              row: String(issue.row),
              message: texts.message(issue),
            })}
          </li>
        ))}
      </Flex>
      {t(
        'form.issues.hint',
        'Such a row is left out of a run and named in its report; the other rows are imported.'
      )}
    </Notice>
  );
};

/** What was noticed that leaves no row out. */
const Remarks = ({ issues }: Pick<DetectionView, 'issues'>) => {
  const t = useText();
  const texts = useCodeTexts();
  const textOf = (issue: IssueView): string => {
    const message = asSentence(texts.message(issue));
    const { row, column } = issue;
    return row === null
      ? message
      : t('form.remarks.cell', 'Row {row}, {column}: {message}', {
          row: `${row}`,
          column,
          message,
        });
  };
  const isWarned = issues.some(({ severity }) => severity !== 'info');
  return (
    <Notice
      variant={isWarned ? 'warning' : 'info'}
      title={t('form.remarks.title', 'About the file')}
    >
      <Flex tag="ul" direction="column" alignItems="flex-start" gap={1}>
        {issues.slice(0, SHOWN_REMARKS).map((issue, index) => (
          <li key={index}>{textOf(issue)}</li>
        ))}
      </Flex>
    </Notice>
  );
};

const Problem = ({ message }: { message: string }) => {
  const t = useText();
  return (
    <Notice
      isProblem
      variant="danger"
      title={t('form.problem.title', 'The file cannot be imported like this')}
    >
      {asSentence(message)}
      {'\n'}
      {t('form.problem.hint', 'Correct the format, or mend the file and choose it again.')}
    </Notice>
  );
};

/** What speaks against importing the file as it is read now, and what to do. */
export const FormatFindings = (props: FindingsProps) => {
  const t = useText();
  const texts = useCodeTexts();
  const { problem, columns } = props.detection;
  const isOfRow = ({ row, severity }: IssueView): boolean => row !== null && severity === 'error';
  const issues = props.detection.issues.filter(isOfRow);
  const remarks = props.detection.issues.filter(
    (issue) => !isOfRow(issue) && !isSaidByChoice(issue.code)
  );
  if (problem) return <Problem message={texts.message(problem)} />;
  if (columns.every((column) => column === '')) {
    return (
      <Problem message={t('form.problem.columns', 'No column names were found in that line.')} />
    );
  }
  return (
    <>
      {isNotSeparated(props.detection) && <SingleColumn {...props} />}
      {remarks.length > 0 && <Remarks issues={remarks} />}
      {issues.length > 0 && <Issues issues={issues} />}
    </>
  );
};
