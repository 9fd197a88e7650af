import { Button, Flex, MenuItem, SimpleMenu } from '@strapi/design-system';
import {
  ArrowClockwise,
  ArrowsCounterClockwise,
  Check,
  Cross,
  Download,
  Key,
  Play,
  Trash,
  Upload,
} from '@strapi/icons';

import type { RunDetail } from '../../../../shared/contracts/reports';
import { DATABASE_NOTICE, useDatabaseProblem } from '../../components/feedback/DatabaseNotice';
import { useDownload } from '../../hooks/useDownload';
import { usePermissions } from '../../hooks/usePermissions';
import { textTable, useText, useTextTable } from '../../hooks/useText';
import { useGetProfileQuery } from '../../services/profiles';
import { kindOf } from '../../utils/source-kind';
import { type ActionKind, availableActions } from './run-state';

/** Saves the report or its problems as CSV. */
const DownloadMenu = ({ run: { id, profile } }: { run: RunDetail }) => {
  const t = useText();
  const download = useDownload();
  const save = (file: string) =>
    void download({ path: `/runs/${id}/${file}`, name: `${profile} ${id} ${file}` });
  return (
    <SimpleMenu
      size="S"
      variant="tertiary"
      startIcon={<Download />}
      label={t('run.download.label', 'Download')}
      popoverPlacement="bottom-end"
    >
      <MenuItem onSelect={() => save('changes.csv')}>
        {t('run.download.changes', 'All changes (CSV)')}
      </MenuItem>
      <MenuItem onSelect={() => save('issues.csv')}>
        {t('run.download.issues', 'Problem rows (CSV)')}
      </MenuItem>
    </SimpleMenu>
  );
};

const LOOKS = {
  cancel: { variant: 'danger-light', Icon: Cross },
  reject: { variant: 'danger-light', Icon: Cross },
  approve: { variant: 'default', Icon: Check },
  credentials: { variant: 'secondary', Icon: Key },
  undo: { variant: 'tertiary', Icon: ArrowsCounterClockwise },
  'new-file': { variant: 'tertiary', Icon: Upload },
  test: { variant: 'secondary', Icon: ArrowClockwise },
  run: { variant: 'default', Icon: Play },
  plan: { variant: 'default', Icon: ArrowClockwise },
} as const;

const REMOVAL = { variant: 'danger', Icon: Trash } as const;
const UNDOING = { variant: 'default', Icon: ArrowsCounterClockwise } as const;

/** What the server refuses while the database cannot take every text. */
const STARTING: ReadonlySet<ActionKind> = new Set([
  'approve',
  'undo',
  'new-file',
  'test',
  'run',
  'plan',
]);

const LABELS = textTable<Record<ActionKind | 'removal' | 'undo-now', string>>('run.action', {
  cancel: 'Cancel',
  reject: 'Reject',
  approve: 'Approve',
  credentials: 'Download credentials',
  'new-file': 'New file…',
  test: 'Test again',
  run: 'Run now',
  plan: 'Plan anew',
  removal: 'Remove and delete',
  undo: 'Undo…',
  'undo-now': 'Undo now',
});

interface RunActionsProps {
  run: RunDetail;
  onAction: (action: ActionKind) => void;
}

/** The buttons of a run. What they open stands elsewhere, since the header is drawn anew when it scrolls. */
export const RunActions = ({ run, onAction }: RunActionsProps) => {
  const labels = useTextTable(LABELS);
  const permissions = usePermissions();
  const database = useDatabaseProblem();
  const { canRead } = permissions;
  const { data: profile } = useGetProfileQuery(run.profileId, { skip: !canRead });
  const isUploaded = profile !== undefined && kindOf(profile.source) === 'upload';
  return (
    <Flex gap={2} wrap="wrap" justifyContent={{ initial: 'flex-start', medium: 'flex-end' }}>
      {run.status !== 'running' && <DownloadMenu run={run} />}
      {availableActions(run, permissions, isUploaded).map((action) => {
        const isStart = action === 'run';
        const isRemoval = isStart && run.purpose === 'removal';
        const isUndo = isStart && run.purpose === 'undo';
        const { variant, Icon } = isRemoval ? REMOVAL : isUndo ? UNDOING : LOOKS[action];
        const isRefused = database !== null && STARTING.has(action);
        return (
          <Button
            key={action}
            size="S"
            variant={variant}
            startIcon={<Icon />}
            disabled={isRefused}
            aria-describedby={isRefused ? DATABASE_NOTICE : undefined}
            onClick={() => onAction(action)}
          >
            {labels[isRemoval ? 'removal' : isUndo ? 'undo-now' : action]}
          </Button>
        );
      })}
    </Flex>
  );
};
