import * as React from 'react';

import { Box, Typography } from '@strapi/design-system';

import type { Skip } from '../../../../../shared/contracts/uploads';
import { type RadioCard, RadioCards } from '../../../components/forms/RadioCards';
import { useText } from '../../../hooks/useText';

interface SkipQuestionProps {
  row: number;
  /** Whom the row is about; null where that is not certain. */
  person: string | null;
  value: Skip;
  onChange: (value: Skip) => void;
}

/** Asks what is meant by leaving a row out: a person who stays, or a line that is none. */
export const SkipQuestion = ({ row, person, value, onChange }: SkipQuestionProps) => {
  const t = useText();
  const box = React.useRef<HTMLDivElement>(null);
  // What had the focus is gone with the form.
  React.useEffect(() => box.current?.querySelector<HTMLElement>('input:checked')?.focus(), []);

  const cards: RadioCard<Skip>[] = [
    person === null
      ? {
          value: 'keep',
          title: t('run.fix.keep', 'Leave this person as stored'),
          description: t(
            'run.fix.keep.unknown',
            'There is no telling whom this row is about. As long as that is so, a run removes and disables nobody at all.'
          ),
        }
      : {
          value: 'keep',
          title: t('run.fix.keep.named', 'Leave {person} as stored', { person }),
          description: t(
            'run.fix.keep.text',
            'Nothing of {person} is changed, removed or disabled by this row.',
            { person }
          ),
        },
    {
      value: 'no-record',
      title: t('run.fix.no-record', 'This line is not a person'),
      description:
        person === null
          ? t(
              'run.fix.no-record.unknown',
              'It is a total or a heading. Whoever is stored and is in no other row counts as missing.'
            )
          : t(
              'run.fix.no-record.text',
              'It is a total or a heading. If {person} is stored and is in no other row, {person} counts as missing.',
              { person }
            ),
    },
  ];
  return (
    <Box ref={box}>
      <Typography tag="p" paddingBottom={4}>
        {person === null
          ? t('run.fix.skip-row', 'Row {row} is left out. What is it?', { row: String(row) })
          : t('run.fix.skip-person', 'Row {row} ({person}) is left out. What is it?', {
              row: String(row),
              person,
            })}
      </Typography>
      <RadioCards
        legend={t('run.fix.skip-choice', 'What becomes of what is stored')}
        name="skip"
        value={value}
        cards={cards}
        onChange={onChange}
      />
    </Box>
  );
};
