import * as React from 'react';

import { Accordion, Flex } from '@strapi/design-system';
import { Page } from '@strapi/strapi/admin';

import type { IssueGroup, RunDetail } from '../../../../../shared/contracts/reports';
import { Empty } from '../../../components/feedback/Empty';
import { useText } from '../../../hooks/useText';
import { FixDialog } from '../fixes/FixDialog';
import type { Corrections } from '../fixes/useCorrections';
import { groupName } from '../query';
import { usePageQuery } from '../usePageQuery';
import type { RowIssue } from './IssueCorrection';
import { IssueGroupItem } from './IssueGroupItem';

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
    <Flex direction="column" alignItems="stretch" gap={4}>
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
    </Flex>
  );
};
