import { Button, Loader, Modal, Typography } from '@strapi/design-system';

import type { FileComparison, UploadInfo } from '../../../../shared/contracts/uploads';
import { useCodeTexts } from '../../hooks/useCodeTexts';
import { type Text, useText } from '../../hooks/useText';
import { Stack } from '../areas';
import { Notice } from '../feedback/Notice';
import { DropZone } from '../forms/DropZone';
import { useNewFile } from './useNewFile';

const listed = (names: string[]): string => names.join(', ');

const rowsText = (t: Text, { last, rows: { before, after } }: FileComparison): string | null => {
  if (after === null) return null;
  const now = t('new-file.rows', '{count, plural, one {# row} other {# rows}}', { count: after });
  if (last === null || before === null) return now;
  return t('new-file.rows-before', '{now}, before {before, number}', { now, before });
};

const columnTexts = (t: Text, { last, added, gone }: FileComparison): string[] => {
  const count = (names: string[]) => ({ count: names.length, columns: listed(names) });
  if (last === null) return [];
  if (added.length + gone.length === 0) {
    return [t('new-file.same-columns', 'The columns are the same.')];
  }
  return [
    added.length > 0 &&
      t(
        'new-file.added',
        '{count, plural, one {Column {columns} is new} other {Columns {columns} are new}}',
        count(added)
      ),
    gone.length > 0 &&
      t(
        'new-file.gone',
        '{count, plural, one {Column {columns} is gone} other {Columns {columns} are gone}}',
        count(gone)
      ),
  ].filter((text) => text !== false);
};

interface ComparisonProps {
  file: UploadInfo;
  comparison: FileComparison;
}

/** What is different in the new file, in words. */
const Comparison = ({ file, comparison }: ComparisonProps) => {
  const t = useText();
  const { message } = useCodeTexts();
  const { last, missed, problem } = comparison;

  if (problem !== null) {
    return (
      <Notice
        isProblem
        variant="danger"
        title={t(
          'new-file.unreadable',
          'This file cannot be read. The profile keeps its last one.'
        )}
      >
        {message(problem)}
      </Notice>
    );
  }
  if (last?.sha256 === file.sha256) {
    return (
      <Notice>
        {t('new-file.same', 'This is the same file as the last one, “{last}”.', {
          last: last.name,
        })}
      </Notice>
    );
  }
  return (
    <Stack gap={3}>
      <Typography fontWeight="bold" style={{ overflowWrap: 'anywhere' }}>
        {last === null
          ? t('new-file.first', 'There is no earlier file to compare it with.')
          : t('new-file.compared', 'Compared with the last file, “{last}”:', { last: last.name })}
      </Typography>
      <ul>
        {[rowsText(t, comparison), ...columnTexts(t, comparison)].map(
          (text) =>
            text !== null && (
              <Typography key={text} tag="li" style={{ overflowWrap: 'anywhere' }}>
                {text}
              </Typography>
            )
        )}
      </ul>
      {missed.length > 0 && (
        <Notice variant="warning">
          {t(
            'new-file.missed',
            'The profile uses {columns}, which this file does not have. The test run shows what becomes of it.',
            { columns: listed(missed) }
          )}
        </Notice>
      )}
    </Stack>
  );
};

interface NewFileDialogProps {
  profile: { id: string; name: string };
  onClose: () => void;
}

/** Takes a profile's next file, says what is different in it and begins a test run with it. */
export const NewFileDialog = ({ profile: { id, name }, onClose }: NewFileDialogProps) => {
  const t = useText();
  const { file, comparison, uploading, isStarting, error, take, test, close } = useNewFile(
    id,
    onClose
  );

  return (
    <Modal.Root open onOpenChange={(isOpen: boolean) => !isOpen && close()}>
      <Modal.Content>
        <Modal.Header closeLabel={t('run.fix.close', 'Close')}>
          <Modal.Title>{t('new-file.title', 'New file for “{name}”', { name })}</Modal.Title>
        </Modal.Header>
        <Modal.Body>
          <Stack gap={5}>
            <DropZone uploading={uploading} error={error} onFile={take}>
              {file && (
                <Typography fontWeight="bold" style={{ overflowWrap: 'anywhere' }}>
                  {file.name}
                </Typography>
              )}
            </DropZone>
            <div aria-live="polite">
              {file && comparison && <Comparison file={file} comparison={comparison} />}
              {file && !comparison && !error && (
                <Loader small>
                  {t('new-file.comparing', 'Comparing it with the last file …')}
                </Loader>
              )}
            </div>
          </Stack>
        </Modal.Body>
        <Modal.Footer>
          <Button variant="tertiary" onClick={close}>
            {t('confirm.cancel', 'Cancel')}
          </Button>
          <Button
            disabled={comparison?.problem !== null || uploading !== null}
            loading={isStarting}
            onClick={test}
          >
            {t('profiles.test', 'Test run')}
          </Button>
        </Modal.Footer>
      </Modal.Content>
    </Modal.Root>
  );
};
