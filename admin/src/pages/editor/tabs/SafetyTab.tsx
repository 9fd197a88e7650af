import { Flex, Grid } from '@strapi/design-system';

import type { Limits } from '../../../../../shared/profile';
import { Notice } from '../../../components/feedback/Notice';
import { useText } from '../../../hooks/useText';
import { useRunWords } from '../../../hooks/useWords';
import { useEditor } from '../editor-context';
import { NumberField } from '../parts/NumberField';
import { Panel } from '../parts/Panel';
import { PolicyField } from '../parts/PolicyField';
import { EmailsField } from './EmailsField';

const LimitsPanel = () => {
  const t = useText();
  const { draft, change } = useEditor();
  const { limits } = draft;
  const set = (part: Partial<Limits>) => change('limits', { ...limits, ...part });
  const noLimit = t('editor.limits.none', 'No limit');
  return (
    <Panel
      title={t('editor.limits', 'Limits')}
      description={t(
        'editor.limits.description',
        'Above any of these, nothing is written: the run is held until somebody has looked at its changes and approves them. Each counts for users, phonebook entries and phones apart.'
      )}
    >
      <Grid.Root gap={4}>
        <Grid.Item col={6} s={12} xs={12} alignItems="flex-start">
          <NumberField
            path="limits.removePercent"
            label={t('editor.limits.remove-percent', 'Removed or switched off, in percent')}
            hint={t(
              'editor.limits.remove-percent.hint',
              'Of the records that this profile has brought. Guards against a source that is only half there.'
            )}
            placeholder={noLimit}
            isFraction
            value={limits.removePercent}
            onChange={(removePercent) => set({ removePercent })}
          />
        </Grid.Item>
        <Grid.Item col={6} s={12} xs={12} alignItems="flex-start">
          <NumberField
            path="limits.removeCount"
            label={t('editor.limits.remove-count', 'Removed or switched off, in number')}
            hint={t(
              'editor.limits.remove-count.hint',
              'However many there are. 0 lets no run remove anything unseen.'
            )}
            placeholder={noLimit}
            value={limits.removeCount}
            onChange={(removeCount) => set({ removeCount })}
          />
        </Grid.Item>
        <Grid.Item col={6} s={12} xs={12} alignItems="flex-start">
          <NumberField
            path="limits.updatePercent"
            label={t('editor.limits.update-percent', 'Updated, in percent')}
            hint={t(
              'editor.limits.update-percent.hint',
              'Guards against columns that have moved: then almost every record changes.'
            )}
            placeholder={noLimit}
            isFraction
            value={limits.updatePercent}
            onChange={(updatePercent) => set({ updatePercent })}
          />
        </Grid.Item>
        <Grid.Item col={6} s={12} xs={12} alignItems="flex-start">
          <NumberField
            path="limits.minimumPopulation"
            label={t('editor.limits.minimum', 'Percentages count from')}
            hint={t(
              'editor.limits.minimum.hint',
              'This many records. Of a handful, one alone would be many percent.'
            )}
            value={limits.minimumPopulation}
            onChange={(minimumPopulation) => set({ minimumPopulation: minimumPopulation ?? 0 })}
          />
        </Grid.Item>
      </Grid.Root>
    </Panel>
  );
};

const MissingPanel = () => {
  const t = useText();
  const { mode: modeWord } = useRunWords();
  const { draft, change } = useEditor();
  const isUsed = draft.mode === 'create-update-remove';
  return (
    <Panel
      title={t('editor.missing', 'Who is missing from the source')}
      description={t(
        'editor.missing.description',
        'Nothing is ever removed unless the source was read to its end without an error, and never what is protected.'
      )}
    >
      {!isUsed && (
        <Notice>
          {t(
            'editor.missing.unused',
            'Counts for the mode “{mode}” only; another one is chosen under Basic data.',
            { mode: modeWord('create-update-remove') }
          )}
        </Notice>
      )}
      <PolicyField
        path="missing"
        label={t('editor.missing.label', 'What happens to them')}
        value={draft.missing}
        isDisabled={!isUsed}
        cards={[
          {
            value: 'remove',
            title: t('editor.missing.remove', 'Remove'),
            description: t(
              'editor.missing.remove.description',
              'The user is deleted, with the phonebook entries and phones that this profile brought.'
            ),
          },
          {
            value: 'disable',
            title: t('editor.missing.disable', 'Switch off'),
            description: t(
              'editor.missing.disable.description',
              'The user stays with all that belongs to it, but disabled, until the source has it again. Entries and phones without a user are removed.'
            ),
          },
        ]}
        onChange={(missing) => change('missing', missing)}
      />
    </Panel>
  );
};

/** What keeps a bad file from doing harm, and who hears of it. */
export const SafetyTab = () => (
  <Flex direction="column" alignItems="stretch" gap={6}>
    <LimitsPanel />
    <MissingPanel />
    <EmailsField />
  </Flex>
);
