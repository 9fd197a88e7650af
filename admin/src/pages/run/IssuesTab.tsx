import * as React from 'react';

import { Accordion, Badge, Box, Link } from '@strapi/design-system';
import { Page } from '@strapi/strapi/admin';
import { useIntl } from 'react-intl';
import { NavLink } from 'react-router-dom';

import type { Severity } from '../../../../shared/contracts/issues';
import type { IssueGroup, RunDetail } from '../../../../shared/contracts/reports';
import { Empty, Stack } from '../../components/areas';
import { Notice } from '../../components/feedback/Notice';
import { Muted } from '../../components/text';
import { paths } from '../../constants';
import { useCodeTexts } from '../../hooks/useCodeTexts';
import { usePermissions } from '../../hooks/usePermissions';
import { useText } from '../../hooks/useText';
import { useRunWords } from '../../hooks/useWords';
import { useSettingWords } from '../../profile-form/settings';
import { FixDialog } from './corrections/FixDialog';
import type { Corrections } from './corrections/useCorrections';
import { IssuePage, type RowIssue } from './IssueTable';
import { groupName } from './query';
import { usePageQuery } from './usePageQuery';

interface IssueAdviceProps {
  code: string;
  profileId: string;
}

/** Where in the profile a cause of issues is decided about, by the words of its page. */
const IssueAdvice = ({ code, profileId }: IssueAdviceProps) => {
  const t = useText();
  const settingWord = useSettingWords();
  const { canRead } = usePermissions();
  if (code !== 'conflict') return null;
  return (
    <Notice
      action={
        canRead && (
          <Link tag={NavLink} to={paths.profile(profileId)}>
            {t('run.open-profile', 'Open profile')}
          </Link>
        )
      }
    >
      {t(
        'run.advice.conflict',
        'The profile says under “{tab}” what happens to such records: with “{existing}” or with “{others}”.',
        {
          tab: t('editor.tab.basic', 'Basic data'),
          existing: settingWord(['existing']),
          others: settingWord(['ownedByOthers']),
        }
      )}
    </Notice>
  );
};

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
        <Accordion.Trigger>{texts.title(code)}</Accordion.Trigger>
        <Accordion.Actions gap={2} paddingRight={4}>
          <Badge {...COLORS[severity]}>{words.severity(severity)}</Badge>
          <Badge>{formatNumber(count)}</Badge>
        </Accordion.Actions>
      </Accordion.Header>
      <Accordion.Content>
        <Stack gap={4} padding={{ initial: 2, large: 4 }}>
          <IssueAdvice code={code} profileId={run.profileId} />
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
  const { upload, profileId } = corrections;

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
      {upload !== null && fixing !== null && (
        <FixDialog
          profileId={profileId}
          upload={upload}
          issue={fixing}
          onClose={() => setFixing(null)}
        />
      )}
    </Stack>
  );
};
