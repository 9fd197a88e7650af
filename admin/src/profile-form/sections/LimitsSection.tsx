import { Grid } from '@strapi/design-system';

import { useText } from '../../hooks/useText';
import { NumberField } from '../fields/NumberField';
import { Section, useFrame } from '../Section';

const Cell = ({ children }: { children: React.ReactNode }) => (
  <Grid.Item col={6} s={12} xs={12} alignItems="flex-start">
    {children}
  </Grid.Item>
);

/** What keeps a bad file from doing harm; the wizard asks for the first of the limits only. */
export const LimitsSection = () => {
  const t = useText();
  const isTab = useFrame() === 'tab';
  const noLimit = t('form.limits.none', 'No limit');
  return (
    <Section
      title={t('form.limits', 'Limits')}
      description={t(
        'form.limits.description',
        'A source that is half empty by mistake must not remove half of your people. Above a limit nothing is written: the run is held until somebody has looked at its changes and approves them. Each counts for users, phonebook entries and phones apart.'
      )}
    >
      <Grid.Root gap={4}>
        <Cell>
          <NumberField
            path="limits.removePercent"
            label={t('form.limits.remove-percent', 'Removed or disabled, in percent')}
            hint={t(
              'form.limits.remove-percent.hint',
              'Of the records that this profile has brought. Usual: 20.'
            )}
            placeholder={noLimit}
            isFraction
          />
        </Cell>
        {isTab && (
          <>
            <Cell>
              <NumberField
                path="limits.removeCount"
                label={t('form.limits.remove-count', 'Removed or disabled, in number')}
                hint={t(
                  'form.limits.remove-count.hint',
                  'However many there are. 0 lets no run remove anything unseen.'
                )}
                placeholder={noLimit}
              />
            </Cell>
            <Cell>
              <NumberField
                path="limits.updatePercent"
                label={t('form.limits.update-percent', 'Updated, in percent')}
                hint={t(
                  'form.limits.update-percent.hint',
                  'Guards against columns that have moved: then almost every record changes.'
                )}
                placeholder={noLimit}
                isFraction
              />
            </Cell>
            <Cell>
              <NumberField
                path="limits.minimumPopulation"
                label={t('form.limits.minimum', 'Percentages count from')}
                hint={t(
                  'form.limits.minimum.hint',
                  'This many records. Of a handful, one alone would be many percent.'
                )}
                fallback={0}
              />
            </Cell>
          </>
        )}
      </Grid.Root>
    </Section>
  );
};
