import * as React from 'react';

import { Button, Flex, Modal, Typography } from '@strapi/design-system';

import { type CellStep, withSteps } from '../../../../../shared/line-cells';
import type { FileRow, RowCheck, RowFix, Skip } from '../../../../../shared/contracts/uploads';
import { Stack } from '../../../components/areas';
import { Notice } from '../../../components/feedback/Notice';
import { useCodeTexts } from '../../../hooks/useCodeTexts';
import { useIssuePlace } from '../../../hooks/useIssuePlace';
import { useText } from '../../../hooks/useText';
import { type RunIssue, useGetIssuesQuery } from '../../../services/runs';
import { useGetFileRowQuery } from '../../../services/sources';
import { useReturnFocus } from '../useFocus';
import { cellsOf, fixesOf, hasTooMany, nextProblem, stepsOf, valuesOf } from './corrections';
import { FixForm } from './FixForm';
import { LineEditor } from './LineEditor';
import { RowChecked } from './RowChecked';
import { SkipQuestion } from './SkipQuestion';
import { type CorrectedFile, type Corrections, useFixRow } from './useCorrections';

type RowIssue = RunIssue & { row: number };

const FORM_ID = 'directory-connector-fix';
/** Among so many issues the next one is looked for. */
const ISSUES = { page: 1, pageSize: 100 };
const UNEVEN = ['too-many-fields', 'too-few-fields'];

const focus = (button: HTMLButtonElement | null): void => button?.focus();

/** A row as it is being edited: steps with the cells of its line, then the values of columns. */
const useEditedRow = (data: FileRow | undefined, issue: RowIssue, kept: CellStep[]) => {
  const [taken, setTaken] = React.useState<CellStep[]>([]);
  const [edited, setEdited] = React.useState<Record<string, string>>({});
  const steps = [...kept, ...taken];
  const columns = data?.columns ?? [];
  const isUneven = UNEVEN.includes(issue.code) || kept.length > 0;
  const line = data?.line && isUneven ? withSteps(data.line, steps) : null;
  const values = line && taken.length > 0 ? valuesOf(line, columns) : (data?.values ?? {});
  const cells = cellsOf(values, UNEVEN.includes(issue.code) ? columns : []);
  const step = (next: CellStep): void => {
    setTaken([...taken, next]);
    // The values stand in other columns now.
    setEdited({});
  };
  const stepBack = (): void => setTaken(taken.slice(0, -1));
  const fixes: RowFix[] = [
    ...(taken.length > 0 ? [{ row: issue.row, steps }] : []),
    ...fixesOf(issue.row, cells, edited),
  ];
  return {
    line,
    columns,
    cells,
    edited,
    setEdited,
    step,
    stepBack: taken.length > 0 ? stepBack : undefined,
    fixes,
    isWhole: line === null || !hasTooMany(line, columns),
  };
};

interface RowEditorProps {
  file: CorrectedFile;
  issue: RowIssue;
  fixes: Corrections['fixes'];
  /** Null where nothing is left to do. */
  next: RowIssue | null;
  onNext: (issue: RowIssue) => void;
  onClose: () => void;
}

/** One row, which is corrected and then checked, or left out. */
const RowEditor = ({ file, issue, fixes, next, onNext, onClose }: RowEditorProps) => {
  const t = useText();
  const placeOf = useIssuePlace();
  const texts = useCodeTexts();
  const { row } = issue;
  const { data, isLoading, isError } = useGetFileRowQuery({
    profile: file.profile,
    run: file.run,
    row,
  });
  // As they were when the row was opened: what is saved would be taken twice.
  const [kept] = React.useState(() => stepsOf(fixes, row));
  const own = useEditedRow(data, issue, kept);
  const { save, check, isSaving } = useFixRow(file, row);
  /** What is meant by leaving the row out; null while it is being corrected. */
  const [skipping, setSkipping] = React.useState<Skip | null>(null);
  const [checked, setChecked] = React.useState<RowCheck | null>(null);
  const isAlone = data?.line?.count === undefined || data.line.count === 1;
  const isEditable = !isLoading && !isError && isAlone;

  const submit = async (): Promise<void> => {
    if (own.fixes.length > 0 && !(await save(own.fixes))) return;
    const result = await check();
    if (result === null) onClose();
    else setChecked(result);
  };
  const skip = async (why: Skip): Promise<void> => {
    if (await save([{ row, skip: why }])) onClose();
  };

  if (checked !== null) {
    return (
      <>
        <Modal.Body>
          <RowChecked check={checked} />
        </Modal.Body>
        <Modal.Footer>
          <Button ref={next ? undefined : focus} variant="tertiary" onClick={onClose}>
            {t('run.fix.close', 'Close')}
          </Button>
          {next && (
            <Button ref={focus} onClick={() => onNext(next)}>
              {t('run.fix.next', 'Next problem')}
            </Button>
          )}
        </Modal.Footer>
      </>
    );
  }
  return (
    <>
      <Modal.Body>
        <Stack gap={5}>
          <Notice
            isLarge
            variant={issue.severity === 'error' ? 'danger' : 'warning'}
            title={placeOf(issue) ?? t('run.fix.whole-row', 'The whole row')}
          >
            {texts.message(issue)}
          </Notice>
          {skipping !== null && (
            <SkipQuestion
              row={row}
              person={data?.person ?? null}
              value={skipping}
              onChange={setSkipping}
            />
          )}
          {isLoading && (
            <Typography textColor="neutral600">
              {t('run.fix.loading', 'Reading the row …')}
            </Typography>
          )}
          {isError && (
            <Typography textColor="neutral800">
              {t(
                'run.fix.not-editable',
                'This row cannot be taken apart into cells, so none can be corrected here. Skip it, or correct the file and upload it again.'
              )}
            </Typography>
          )}
          {!isAlone && (
            <Notice variant="warning">
              {t(
                'run.fix.not-alone',
                'Other lines of the file have exactly the same text, and a correction could not tell which one it is for. Make them different where the file comes from.'
              )}
            </Notice>
          )}
          {skipping === null && isEditable && (
            <>
              {own.line && (
                <LineEditor
                  line={own.line}
                  columns={own.columns}
                  onStep={own.step}
                  onBack={own.stepBack}
                />
              )}
              <FixForm
                id={FORM_ID}
                cells={own.cells}
                edited={own.edited}
                onEdit={own.setEdited}
                problemColumn={own.line ? null : issue.column}
                onSubmit={() => void submit()}
              />
            </>
          )}
        </Stack>
      </Modal.Body>
      <Modal.Footer>
        {skipping === null ? (
          <Flex gap={2} wrap="wrap" justifyContent="space-between" width="100%">
            <Button variant="tertiary" onClick={onClose}>
              {t('run.fix.cancel', 'Cancel')}
            </Button>
            <Flex gap={2} wrap="wrap">
              <Button
                variant="secondary"
                disabled={isLoading || isSaving || !isAlone}
                onClick={() => setSkipping('keep')}
              >
                {t('run.fix.skip', 'Skip this row')}
              </Button>
              {isEditable && (
                <Button type="submit" form={FORM_ID} loading={isSaving} disabled={!own.isWhole}>
                  {t('run.fix.save', 'Save correction')}
                </Button>
              )}
            </Flex>
          </Flex>
        ) : (
          <>
            <Button variant="tertiary" onClick={() => setSkipping(null)}>
              {t('run.fix.back', 'Back')}
            </Button>
            <Button loading={isSaving} onClick={() => void skip(skipping)}>
              {t('run.fix.skip', 'Skip this row')}
            </Button>
          </>
        )}
      </Modal.Footer>
    </>
  );
};

interface FixDialogProps {
  run: string;
  file: CorrectedFile;
  fixes: Corrections['fixes'];
  issue: RowIssue;
  onNext: (issue: RowIssue) => void;
  onClose: () => void;
}

/** Corrects the rows of a file, or leaves them out, one problem after the other. */
export const FixDialog = ({ run, file, fixes, issue, onNext, onClose }: FixDialogProps) => {
  const t = useText();
  useReturnFocus();
  const { data: issues } = useGetIssuesQuery({ run, query: ISSUES });
  return (
    <Modal.Root open onOpenChange={(isOpen: boolean) => !isOpen && onClose()}>
      <Modal.Content>
        <Modal.Header closeLabel={t('run.fix.close', 'Close')}>
          <Modal.Title>
            {t('run.fix.title', 'Correct row {row} of {file}', {
              row: String(issue.row),
              file: file.name,
            })}
          </Modal.Title>
        </Modal.Header>
        <RowEditor
          key={issue.id}
          file={file}
          issue={issue}
          fixes={fixes}
          next={nextProblem(issues?.results ?? [], issue, fixes)}
          onNext={onNext}
          onClose={onClose}
        />
      </Modal.Content>
    </Modal.Root>
  );
};
