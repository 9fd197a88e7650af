import { Typography } from '@strapi/design-system';

import type { IssueView } from '../../../../shared/contracts/issues';
import { useCodeTexts } from '../../hooks/useCodeTexts';
import { useIssuePlace } from '../../hooks/useIssuePlace';
import { Stack } from '../areas';
import { Notice } from './Notice';

const VARIANTS = { error: 'danger', warning: 'warning', info: 'info' } as const;

/** What was found wrong, each with its place. */
export const IssueNotices = ({ issues }: { issues: IssueView[] }) => {
  const placeOf = useIssuePlace();
  const texts = useCodeTexts();
  return (
    <Stack gap={2}>
      {issues.map((issue) => {
        const { severity, code, column, message } = issue;
        return (
          <Notice key={`${code} ${column} ${message}`} variant={VARIANTS[severity]}>
            {column !== null && (
              <Typography fontWeight="bold" textColor="neutral800">
                {`${placeOf(issue)}: `}
              </Typography>
            )}
            {texts.message(issue)}
          </Notice>
        );
      })}
    </Stack>
  );
};
