import * as React from 'react';

import { Field, Grid, TextInput } from '@strapi/design-system';

import { FieldLabel } from '../../../components/text';
import { MASK } from '../../../../../shared/text';
import { useText } from '../../../hooks/useText';
import type { Cell } from './corrections';

// Kept the same from one drawing to the next, so that it runs only when the field appears.
const focus = (input: HTMLInputElement | null): void => input?.focus();

interface FixFormProps {
  id: string;
  cells: Cell[];
  /** What was typed, by column. */
  edited: Record<string, string>;
  onEdit: (edited: Record<string, string>) => void;
  /** The column that has the problem; null when it is the whole row's. */
  problemColumn: string | null;
  onSubmit: () => void;
}

/** The cells of a row, by column, with the one that has the problem in focus. */
export const FixForm = ({ id, cells, edited, onEdit, problemColumn, onSubmit }: FixFormProps) => {
  const t = useText();

  const submit = (event: React.FormEvent) => {
    event.preventDefault();
    onSubmit();
  };

  const hintOf = ({ isSecret, isMissing }: Cell): string | undefined => {
    if (isSecret) return t('run.fix.secret', 'Not shown. Leave it empty to keep it.');
    return isMissing ? t('run.fix.missing', 'The row ends before this column.') : undefined;
  };

  return (
    <form id={id} onSubmit={submit}>
      <Grid.Root gap={4}>
        {cells.map((cell) => {
          const { column, value, isSecret } = cell;
          const isProblem = column === problemColumn;
          return (
            <Grid.Item key={column} col={6} xs={12} direction="column" alignItems="stretch">
              <Field.Root
                name={column}
                hint={hintOf(cell)}
                error={isProblem ? t('run.fix.here', 'This value has the problem') : undefined}
              >
                <FieldLabel>{column}</FieldLabel>
                <TextInput
                  ref={isProblem ? focus : undefined}
                  autoComplete="off"
                  placeholder={isSecret ? MASK : undefined}
                  value={edited[column] ?? value}
                  onChange={(event: React.ChangeEvent<HTMLInputElement>) =>
                    onEdit({ ...edited, [column]: event.target.value })
                  }
                />
                <Field.Hint />
                <Field.Error />
              </Field.Root>
            </Grid.Item>
          );
        })}
      </Grid.Root>
    </form>
  );
};
