import { textTable, useTextTable } from '../../hooks/useText';
import { isWritten } from './draft';
import type { StepId } from './steps';
import type { Wizard } from './useWizard';

interface StepWords {
  /** In the list of steps. */
  name: string;
  title: string;
  description: string;
}

const STEPS = textTable<Record<StepId, StepWords>>('wizard.step', {
  source: {
    name: 'Source',
    title: 'Where do the people come from?',
    description:
      'Name the profile and say where its rows are. Nothing is imported before you have seen what would happen.',
  },
  format: {
    name: 'File format',
    title: 'Is the file read as it should be?',
    description:
      'The format was detected. Compare the table with your file; if letters or columns are wrong, correct the format and the table follows.',
  },
  directory: {
    name: 'What is read',
    title: 'Are these the people, and all that is needed of them?',
    description:
      'The kind of directory was found, and with it what is usually read. Change it where yours differs, and the entries below follow.',
  },
  fields: {
    name: 'Fields',
    title: 'Which column fills which field?',
    description:
      'Columns with a familiar name are matched already. Check them, and choose a column for the others that you need.',
  },
  policy: {
    name: 'Policy',
    title: 'What may a run change?',
    description:
      'The choices made here suit most sources. All of this, and a schedule, can be set later as well.',
  },
  finish: {
    name: 'Check & finish',
    title: 'Check and finish',
    description:
      'A test run shows exactly what a run would create, update and remove. It writes nothing.',
  },
});

/** What the step with the fields is where the mapping was written elsewhere. */
const WRITTEN = textTable<StepWords>('wizard.written', {
  name: 'Structure',
  title: 'The structure says what fills which field',
  description:
    'It was taken over as it stands. The test run at the end shows what comes out of it; in the saved profile it can be tried with each row.',
});

/** What each step is called and what it is for. */
export const useStepWords = ({ profile }: Pick<Wizard, 'profile'>): Record<StepId, StepWords> => {
  const words = useTextTable(STEPS);
  const written = useTextTable(WRITTEN);
  return isWritten(profile) ? { ...words, fields: written } : words;
};
