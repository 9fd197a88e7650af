import { Box, Flex } from '@strapi/design-system';

import { Notice } from '../../../components/feedback/Notice';
import { RadioCards } from '../../../components/forms/RadioCards';
import { useText } from '../../../hooks/useText';
import type { PolicyDraft } from '../model/draft';
import { removesMissing } from '../model/policy';
import { NumberField } from '../parts/NumberField';
import { Section } from '../parts/Section';
import type { Wizard } from '../useWizard';
import { Generated } from './Generated';
import { useMissingCards, useModeCards } from './usePolicyCards';

/** Step 4: what a run may create, change and remove. */
export const PolicyStep = ({ wizard }: { wizard: Wizard }) => {
  const t = useText();
  const modeCards = useModeCards();
  const missingCards = useMissingCards();
  const { draft, change, messages } = wizard;
  const { policy } = draft;
  const edit = (part: Partial<PolicyDraft>) => change({ policy: { ...policy, ...part } });
  return (
    <Flex direction="column" alignItems="stretch" gap={8}>
      <Flex direction="column" alignItems="stretch" gap={4}>
        <RadioCards
          legend={t('wizard.mode', 'What a run does')}
          name="mode"
          value={policy.mode}
          cards={modeCards}
          onChange={(mode) => edit({ mode })}
        />
        {messages.mode !== undefined && (
          <Notice isProblem variant="danger">
            {messages.mode}
          </Notice>
        )}
        {policy.mode === 'replace' && (
          <Notice
            variant="danger"
            title={t('wizard.replace.title', 'This removes users that this profile did not make')}
          >
            {t(
              'wizard.replace.body',
              'Every user that is not in the source is removed with their entries and phones, also those made by hand or by other profiles; only protected users and Strapi’s administrators stay. Each run asks for the profile’s name first, and it cannot run on a schedule.'
            )}
          </Notice>
        )}
      </Flex>
      {policy.mode === 'create-update-remove' && (
        <RadioCards
          legend={t('wizard.missing', 'Who is no longer in the source')}
          name="missing"
          value={policy.missing}
          cards={missingCards}
          onChange={(missing) => edit({ missing })}
        />
      )}
      {removesMissing(policy.mode) && (
        <Section
          title={t('wizard.limit.title', 'Safety limit')}
          description={t(
            'wizard.limit.description',
            'A source that is half empty by mistake must not remove half of your people. A run above the limit writes nothing and waits for your approval.'
          )}
        >
          <Box maxWidth="36rem">
            <NumberField
              name="removePercent"
              label={t('wizard.limit', 'Remove at most (%)')}
              hint={t(
                'wizard.limit.hint',
                'Of the stored users, phonebook entries or phones; applies from 10 of them on. Usual: 20.'
              )}
              error={messages.removePercent}
              value={policy.removePercent}
              digits={3}
              onChange={(removePercent) => edit({ removePercent })}
            />
          </Box>
        </Section>
      )}
      <Generated policy={policy} messages={messages} onChange={edit} />
      <Notice title={t('wizard.later.title', 'Later')}>
        {t(
          'wizard.later.body',
          'A schedule, further limits, a filter for rows and who gets an email can be set once the profile is saved: open it and choose the tab “Schedule”, for instance.'
        )}
      </Notice>
    </Flex>
  );
};
