import { Flex, Typography } from '@strapi/design-system';

import { useCodeTexts } from '../../../hooks/useCodeTexts';
import type { Issue } from '../../../../../shared/contracts/issues';
import { Notice } from '../../../components/feedback/Notice';
import { useIssuePlace } from '../../../hooks/useIssuePlace';

const VARIANTS = { error: 'danger', warning: 'warning', info: 'info' } as const;

/** What was found wrong with a row. */
export const IssueList = ({ issues }: { issues: Issue[] }) => {
  const placeOf = useIssuePlace();
  const texts = useCodeTexts();
  return (
    <Flex direction="column" alignItems="stretch" gap={2}>
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
    </Flex>
  );
};
