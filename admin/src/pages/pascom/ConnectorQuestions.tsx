import { Field, Grid, SingleSelect, SingleSelectOption } from '@strapi/design-system';

import {
  AUTOMATIONS,
  type Automation,
  CONNECTOR_KINDS,
  CONNECTOR_MODES,
  type ConnectorKind,
  type PastedConnector,
} from '../../../../shared/contracts/pascom';
import { FieldLabel } from '../../components/text';
import { TitledCard } from '../../components/TitledCard';
import { useText, useTextTable } from '../../hooks/useText';
import { settingTexts } from '../../profile-form/settings';
import { AUTOMATION_WORDS, KIND_WORDS } from './texts';

interface QuestionProps {
  label: string;
  hint?: string;
  value: string;
  choices: { value: string; label: string }[];
  onChange: (value: string) => void;
}

const Question = ({ label, hint, value, choices, onChange }: QuestionProps) => (
  <Field.Root hint={hint} width="100%">
    <FieldLabel>{label}</FieldLabel>
    <SingleSelect value={value} onChange={(chosen: string | number) => onChange(String(chosen))}>
      {choices.map((choice) => (
        <SingleSelectOption key={choice.value} value={choice.value}>
          {choice.label}
        </SingleSelectOption>
      ))}
    </SingleSelect>
    <Field.Hint />
  </Field.Root>
);

const ANY = 'auto';

interface ConnectorQuestionsProps {
  pasted: PastedConnector;
  /** What it looks like; undefined as long as nothing was pasted. */
  guess: ConnectorKind | undefined;
  set: <Part extends keyof PastedConnector>(part: Part, value: PastedConnector[Part]) => void;
}

/** What stands in the connector's basic data, as far as it is taken over. */
export const ConnectorQuestions = ({ pasted, guess, set }: ConnectorQuestionsProps) => {
  const t = useText();
  const kinds = useTextTable(KIND_WORDS);
  const automations = useTextTable(AUTOMATION_WORDS);
  const modes = settingTexts(t, 'mode').choices ?? {};
  const looksLike = guess
    ? t('pascom.kind.guess', 'As it looks: {kind}', { kind: kinds[guess] })
    : t('pascom.kind.auto', 'As it looks');
  return (
    <TitledCard
      title={t('pascom.basic', '4. Basic data')}
      description={t(
        'pascom.basic.hint',
        'Where the rows come from is asked next: neither the file nor the password of a directory can be copied.'
      )}
    >
      <Grid.Root gap={4}>
        <Grid.Item col={12} xs={12}>
          <Question
            label={t('pascom.kind', 'Template of the connector')}
            value={pasted.kind ?? ANY}
            choices={[
              { value: ANY, label: looksLike },
              ...CONNECTOR_KINDS.map((kind) => ({ value: kind, label: kinds[kind] })),
            ]}
            onChange={(kind) => set('kind', kind === ANY ? null : (kind as ConnectorKind))}
          />
        </Grid.Item>
        <Grid.Item col={6} m={12} xs={12} alignItems="flex-start">
          <Question
            label={t('pascom.mode', 'Mode')}
            value={pasted.mode}
            choices={CONNECTOR_MODES.map((mode) => ({ value: mode, label: modes[mode] ?? mode }))}
            onChange={(mode) => set('mode', mode as PastedConnector['mode'])}
          />
        </Grid.Item>
        <Grid.Item col={6} m={12} xs={12} alignItems="flex-start">
          <Question
            label={t('pascom.automation', 'Automated')}
            value={pasted.automation}
            choices={(Object.keys(AUTOMATIONS) as Automation[]).map((name) => ({
              value: name,
              label: automations[name],
            }))}
            onChange={(name) => set('automation', name as Automation)}
          />
        </Grid.Item>
      </Grid.Root>
    </TitledCard>
  );
};
