import * as React from 'react';

import { Accordion, Badge, Box } from '@strapi/design-system';
import { Page } from '@strapi/strapi/admin';
import { useIntl } from 'react-intl';

import type { Severity } from '../../../../shared/contracts/issues';
import type { IssueGroup, RunDetail } from '../../../../shared/contracts/reports';
import { Empty, Stack } from '../../components/areas';
import { Muted } from '../../components/text';
import { useCodeTexts } from '../../hooks/useCodeTexts';
import { useText } from '../../hooks/useText';
import { useRunWords } from '../../hooks/useWords';
import { ConflictAdvice } from './ConflictAdvice';
import { FixDialog } from './corrections/FixDialog';
import type { Corrections } from './corrections/useCorrections';
import { IssuePage, type RowIssue } from './IssueTable';
import { groupName } from './query';
import { usePageQuery } from './usePageQuery';

const COLORS: Record<Severity, { backgroundColor: string; textColor: string }> = {
  error: { backgroundColor: 'danger100', textColor: 'danger700' },
  warning: { backgroundColor: 'warning100', textColor: 'neutral800' },
  info: { backgroundColor: 'neutral150', textColor: 'neutral700' },
};

interface IssueGroupItemProps {
  run: RunDetail;
  group: IssueGroup;
  isOpen: boolean;
  corrections: Corrections;
  onFix: (issue: RowIssue) => void;
}

/** One cause with its number of issues; open, their list. */
const IssueGroupItem = ({ run, group, isOpen, corrections, onFix }: IssueGroupItemProps) => {
  const texts = useCodeTexts();
  const { formatNumber } = useIntl();
  const words = useRunWords();
  const { code, severity, count, example } = group;
  return (
    <Accordion.Item value={groupName(group)}>
      <Accordion.Header>
        <Accordion.Trigger>
          {/* The design system would cut what does not fit into the line. */}
          <span style={{ whiteSpace: 'normal' }}>{texts.title(code)}</span>
        </Accordion.Trigger>
        <Accordion.Actions gap={2} paddingRight={4}>
          <Badge {...COLORS[severity]}>{words.severity(severity)}</Badge>
          <Badge>{formatNumber(count)}</Badge>
        </Accordion.Actions>
      </Accordion.Header>
      <Accordion.Content>
        <Stack gap={4} padding={{ initial: 2, large: 4 }}>
          {code === 'conflict' && isOpen && <ConflictAdvice run={run} example={example} />}
          {isOpen && <IssuePage run={run} group={group} corrections={corrections} onFix={onFix} />}
        </Stack>
      </Accordion.Content>
      {!isOpen && (
        <Box paddingLeft="5.6rem" paddingRight={4} paddingBottom={3}>
          <Muted style={{ overflowWrap: 'anywhere' }}>{texts.message(example)}</Muted>
        </Box>
      )}
    </Accordion.Item>
  );
};

interface IssuesTabProps {
  run: RunDetail;
  /** Undefined until they are there. */
  groups: IssueGroup[] | undefined;
  corrections: Corrections;
}

/** The issues of a run by cause; only those of the open cause are in the browser. */
export const IssuesTab = ({ run, groups, corrections }: IssuesTabProps) => {
  const t = useText();
  const { query, change } = usePageQuery();
  const [fixing, setFixing] = React.useState<RowIssue | null>(null);
  const { file, isFixable, fixes } = corrections;

  if (!groups) return <Page.Loading />;
  if (groups.length === 0) {
    return <Empty>{t('run.issues.none', 'There are no issues.')}</Empty>;
  }
  return (
    <Stack gap={4}>
      <Accordion.Root
        size="S"
        value={query.group ?? ''}
        onValueChange={(group) => change({ group: group || undefined })}
      >
        {groups.map((group) => (
          <IssueGroupItem
            key={groupName(group)}
            run={run}
            group={group}
            isOpen={query.group === groupName(group)}
            corrections={corrections}
            onFix={setFixing}
          />
        ))}
      </Accordion.Root>
      {file !== null && isFixable && fixing !== null && (
        <FixDialog
          run={run.id}
          file={file}
          fixes={fixes}
          issue={fixing}
          onNext={setFixing}
          onClose={() => setFixing(null)}
        />
      )}
    </Stack>
  );
};
