import { type Text, useText } from '../../hooks/useText';
import type { StepId } from './steps';

interface StepWords {
  /** In the list of steps. */
  name: string;
  title: string;
  description: string;
}

const stepWords = (t: Text): Record<StepId, StepWords> => ({
  source: {
    name: t('wizard.step.source', 'Source'),
    title: t('wizard.source.title', 'Where do the people come from?'),
    description: t(
      'wizard.source.description',
      'Name the profile and say where its rows are. Nothing is imported before you have seen what would happen.'
    ),
  },
  format: {
    name: t('wizard.step.format', 'File format'),
    title: t('wizard.format.title', 'Is the file read as it should be?'),
    description: t(
      'wizard.format.description',
      'The format was detected. Compare the table with your file; if letters or columns are wrong, correct the format and the table follows.'
    ),
  },
  directory: {
    name: t('wizard.step.directory', 'What is read'),
    title: t('wizard.directory.title', 'Are these the people, and all that is needed of them?'),
    description: t(
      'wizard.directory.description',
      'The kind of directory was found, and with it what is usually read. Change it where yours differs, and the entries below follow.'
    ),
  },
  fields: {
    name: t('wizard.step.fields', 'Fields'),
    title: t('wizard.fields.title', 'Which column fills which field?'),
    description: t(
      'wizard.fields.description',
      'Columns with a familiar name are matched already. Check them, and choose a column for the others that you need.'
    ),
  },
  policy: {
    name: t('wizard.step.policy', 'Policy'),
    title: t('wizard.policy.title', 'What may a run change?'),
    description: t(
      'wizard.policy.description',
      'The choices made here suit most sources. All of this, and a schedule, can be set later as well.'
    ),
  },
  finish: {
    name: t('wizard.step.finish', 'Check & finish'),
    title: t('wizard.finish.title', 'Check and finish'),
    description: t(
      'wizard.finish.description',
      'A test run shows exactly what a run would create, update and remove. It writes nothing.'
    ),
  },
});

/** What each step is called and what it is for. */
export const useStepWords = (): Record<StepId, StepWords> => stepWords(useText());
