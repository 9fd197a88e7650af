import { Badge, Box } from '@strapi/design-system';

import { type Generate, type MissingPolicy, NEW_PROFILE } from '../../../../shared/profile';
import { Stack } from '../../components/areas';
import { Notice } from '../../components/feedback/Notice';
import { useText } from '../../hooks/useText';
import { useRunWords } from '../../hooks/useWords';
import { CheckField } from '../fields/CheckField';
import { NumberField } from '../fields/NumberField';
import { PolicyField } from '../fields/PolicyField';
import { Row } from '../fields/Row';
import { useProfileForm } from '../form-context';
import { Section, useFrame } from '../Section';
import { useExchange } from '../useExchange';

const ModeField = () => {
  const t = useText();
  const { mode, schedule } = useProfileForm().draft;
  const isForbidden = schedule.enabled && mode !== 'replace';
  return (
    <PolicyField
      path="mode"
      cards={{
        'create-update-remove': {
          badge: (
            <Badge size="S" backgroundColor="success100" textColor="success700">
              {t('form.mode.usual', 'Usual')}
            </Badge>
          ),
        },
        replace: {
          badge: (
            <Badge size="S" backgroundColor="danger100" textColor="danger700">
              {t('form.mode.careful', 'Careful')}
            </Badge>
          ),
          ...(isForbidden && {
            isDisabled: true,
            description: t(
              'form.mode.replace.scheduled',
              'Cannot be chosen while the schedule is switched on, because each run has to be confirmed.'
            ),
          }),
        },
      }}
    />
  );
};

/** What a run may do to records; the wizard asks for no more than the mode. */
export const RecordsSection = () => {
  const t = useText();
  const { mode } = useProfileForm().draft;
  return (
    <Section title={t('form.records', 'What a run does')}>
      <ModeField />
      {mode === 'replace' && (
        <Notice
          variant="danger"
          title={t('form.replace.title', 'This removes users that this profile did not make')}
        >
          {t(
            'form.replace.body',
            'Every user that is not in the source is removed with their entries and phones, also those made by hand or by other profiles; only protected users and Strapi’s administrators stay. Each run asks for the profile’s name first, and it cannot run on a schedule.'
          )}
        </Notice>
      )}
      {useFrame() === 'tab' && (
        <>
          <PolicyField path="existing" />
          <PolicyField path="ownedByOthers" />
        </>
      )}
    </Section>
  );
};

/** What happens to those whom the source no longer has. */
export const MissingSection = () => {
  const t = useText();
  const { mode: modeWord } = useRunWords();
  const form = useProfileForm();
  const { draft } = form;
  const { afterRuns } = draft.missing;
  const isUsed = draft.mode === 'create-update-remove';
  const isDisabling = draft.missing.do === 'disable';
  const exchange = useExchange(form, 'missing', (policy: MissingPolicy) => policy.do);
  const choose = (what: MissingPolicy['do']) =>
    exchange(what, ({ removeAfterDays }) => ({
      do: what,
      removeAfterDays: what === 'disable' ? removeAfterDays : null,
      afterRuns,
    }));
  return (
    <Section of="missing">
      {!isUsed && (
        <Notice>
          {t(
            'form.missing.unused',
            'Counts for the mode “{mode}” only; another one is chosen under Basic data.',
            { mode: modeWord('create-update-remove') }
          )}
        </Notice>
      )}
      <PolicyField path="missing.do" isDisabled={!isUsed} onChange={choose} />
      {isUsed && draft.missing.do !== 'keep' && (
        <Row widths={6}>
          <NumberField path="missing.afterRuns" fallback={1} />
          {isDisabling && <NumberField path="missing.removeAfterDays" />}
        </Row>
      )}
      {isUsed && isDisabling && <PolicyField path="returning" />}
      {(isUsed || draft.mode === 'replace') && <PolicyField path="renamed" />}
    </Section>
  );
};

/** What keeps a bad file from doing harm; the wizard asks for the first of the limits only. */
export const LimitsSection = () => {
  const isTab = useFrame() === 'tab';
  return (
    <Section of="limits">
      <Row widths={6}>
        <NumberField path="limits.removePercent" isFraction />
        {isTab && <NumberField path="limits.removeCount" />}
        {isTab && <NumberField path="limits.updatePercent" isFraction />}
        {isTab && <NumberField path="limits.minimumPopulation" fallback={0} />}
      </Row>
    </Section>
  );
};

/** What is made up for users whose row has none. */
export const GenerateSection = () => {
  const form = useProfileForm();
  const { extension } = form.draft.generate;
  const exchange = useExchange(form, 'generate.extension', (range: Generate['extension']) =>
    String(range !== null)
  );
  const switchExtension = (isWanted: boolean) =>
    exchange(String(isWanted), (before) =>
      isWanted ? (before ?? NEW_PROFILE.generate.extension) : null
    );

  return (
    <Section of="generate">
      <Stack gap={3}>
        <CheckField
          path="generate.extension"
          value={extension !== null}
          onChange={switchExtension}
        />
        {extension !== null && (
          <Box paddingLeft={7}>
            <Row widths={4}>
              <NumberField path="generate.extension.from" />
              <NumberField path="generate.extension.to" />
            </Row>
          </Box>
        )}
      </Stack>
      <CheckField path="generate.password" />
      <CheckField path="generate.sipPassword" />
      <CheckField path="generate.pin" />
    </Section>
  );
};
