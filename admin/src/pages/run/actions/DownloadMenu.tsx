import { MenuItem, SimpleMenu } from '@strapi/design-system';
import { Download } from '@strapi/icons';

import type { RunDetail } from '../../../../../shared/contracts/reports';
import { useDownload } from '../../../hooks/useDownload';
import { useText } from '../../../hooks/useText';

/** Saves the report or its problems as CSV. */
export const DownloadMenu = ({ run: { id, profile } }: { run: RunDetail }) => {
  const t = useText();
  const download = useDownload();
  return (
    <SimpleMenu
      size="S"
      variant="tertiary"
      startIcon={<Download />}
      label={t('run.download.label', 'Download')}
      popoverPlacement="bottom-end"
    >
      <MenuItem
        onSelect={() =>
          void download({ path: `/runs/${id}/changes.csv`, name: `${profile} ${id} changes.csv` })
        }
      >
        {t('run.download.changes', 'All changes (CSV)')}
      </MenuItem>
      <MenuItem
        onSelect={() =>
          void download({ path: `/runs/${id}/issues.csv`, name: `${profile} ${id} issues.csv` })
        }
      >
        {t('run.download.issues', 'Problem rows (CSV)')}
      </MenuItem>
    </SimpleMenu>
  );
};
