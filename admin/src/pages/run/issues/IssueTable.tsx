import { Table, Tbody, Td, Th, Thead, Tr, Typography, VisuallyHidden } from '@strapi/design-system';

import { useCodeTexts } from '../../../hooks/useCodeTexts';
import { useIssuePlace } from '../../../hooks/useIssuePlace';
import { useText } from '../../../hooks/useText';
import type { IssueView } from '../../../services/runs';
import type { Corrections } from '../fixes/useCorrections';
import { IssueCorrection, type RowIssue } from './IssueCorrection';

interface IssueTableProps {
  issues: IssueView[];
  corrections: Corrections;
  onFix: (issue: RowIssue) => void;
}

/** Issues with row, column and value; where rows can be corrected, each with a way to do so. */
export const IssueTable = ({ issues, corrections, onFix }: IssueTableProps) => {
  const t = useText();
  const placeOf = useIssuePlace();
  const texts = useCodeTexts();
  const { upload } = corrections;
  const headings = [
    t('run.issues.row', 'Row'),
    t('run.issues.column', 'Column'),
    t('run.issues.value', 'Value'),
    t('run.issues.message', 'What is wrong'),
  ];
  return (
    <Table colCount={upload ? headings.length + 1 : headings.length} rowCount={issues.length + 1}>
      <Thead>
        <Tr>
          {headings.map((heading) => (
            <Th key={heading}>
              <Typography variant="sigma" textColor="neutral600">
                {heading}
              </Typography>
            </Th>
          ))}
          {upload && (
            <Th>
              <VisuallyHidden>{t('run.issues.actions', 'Correction')}</VisuallyHidden>
            </Th>
          )}
        </Tr>
      </Thead>
      <Tbody>
        {issues.map((issue) => {
          const { id, row, value } = issue;
          const place = placeOf(issue);
          return (
            <Tr key={id}>
              <Td>
                <Typography fontWeight="semiBold">{row ?? '–'}</Typography>
              </Td>
              <Td maxWidth="20rem">
                <Typography tag="div" ellipsis title={place ?? undefined}>
                  {place ?? '–'}
                </Typography>
              </Td>
              <Td maxWidth="24rem">
                <Typography tag="div" ellipsis title={value ?? undefined}>
                  {value ?? '–'}
                </Typography>
              </Td>
              <Td minWidth="22rem" style={{ whiteSpace: 'normal' }}>
                <Typography tag="div" paddingTop={2} paddingBottom={2}>
                  {texts.message(issue)}
                </Typography>
              </Td>
              {upload && (
                <Td>
                  {row !== null && (
                    <IssueCorrection
                      issue={{ ...issue, row }}
                      upload={upload}
                      corrections={corrections}
                      onFix={onFix}
                    />
                  )}
                </Td>
              )}
            </Tr>
          );
        })}
      </Tbody>
    </Table>
  );
};
