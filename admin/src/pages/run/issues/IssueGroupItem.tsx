import { Accordion, Badge, Box, Flex, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';

import type { Severity } from '../../../../../shared/contracts/issues';
import type { IssueGroup, RunDetail } from '../../../../../shared/contracts/reports';
import { useCodeTexts } from '../../../hooks/useCodeTexts';
import { type Text, useText } from '../../../hooks/useText';
import type { Corrections } from '../fixes/useCorrections';
import { groupName } from '../query';
import type { RowIssue } from './IssueCorrection';
import { IssueAdvice } from './IssueAdvice';
import { IssuePage } from './IssuePage';
import { useIssueTitle } from './useIssueTitle';

const COLORS: Record<Severity, { backgroundColor: string; textColor: string }> = {
  error: { backgroundColor: 'danger100', textColor: 'danger700' },
  warning: { backgroundColor: 'warning100', textColor: 'neutral800' },
  info: { backgroundColor: 'neutral150', textColor: 'neutral700' },
};

const severityWord = (t: Text, severity: Severity): string => {
  switch (severity) {
    case 'error':
      return t('run.severity.error', 'Error');
    case 'warning':
      return t('run.severity.warning', 'Warning');
    case 'info':
      return t('run.severity.info', 'Note');
  }
};

interface IssueGroupItemProps {
  run: RunDetail;
  group: IssueGroup;
  isOpen: boolean;
  corrections: Corrections;
  onFix: (issue: RowIssue) => void;
}

/** One cause with its number of issues; open, their list. */
export const IssueGroupItem = ({ run, group, isOpen, corrections, onFix }: IssueGroupItemProps) => {
  const t = useText();
  const titleOf = useIssueTitle();
  const texts = useCodeTexts();
  const { formatNumber } = useIntl();
  const { code, severity, count, example } = group;
  return (
    <Accordion.Item value={groupName(group)}>
      <Accordion.Header>
        <Accordion.Trigger>{titleOf(code)}</Accordion.Trigger>
        <Accordion.Actions gap={2} paddingRight={4}>
          <Badge {...COLORS[severity]}>{severityWord(t, severity)}</Badge>
          <Badge>{formatNumber(count)}</Badge>
        </Accordion.Actions>
      </Accordion.Header>
      <Accordion.Content>
        <Flex direction="column" alignItems="stretch" gap={4} padding={{ initial: 2, large: 4 }}>
          <IssueAdvice code={code} profileId={run.profileId} />
          {isOpen && <IssuePage run={run} group={group} corrections={corrections} onFix={onFix} />}
        </Flex>
      </Accordion.Content>
      {!isOpen && (
        <Box paddingLeft="5.6rem" paddingRight={4} paddingBottom={3}>
          <Typography variant="pi" textColor="neutral600" style={{ overflowWrap: 'anywhere' }}>
            {texts.message(example)}
          </Typography>
        </Box>
      )}
    </Accordion.Item>
  );
};
