import { Badge, Grid } from '@strapi/design-system';

import type { MissingPolicy, Mode } from '../../../../shared/profile';
import { MATCHABLE, RECORD_TYPES } from '../../../../shared/records';
import { useAttributeWords } from '../../components/changes/useAttributeWords';
import { Notice } from '../../components/feedback/Notice';
import type { RadioCard } from '../../components/forms/RadioCards';
import { useText } from '../../hooks/useText';
import { useRunWords } from '../../hooks/useWords';
import { ChoiceField } from '../fields/ChoiceField';
import { PolicyField } from '../fields/PolicyField';
import { useProfileForm } from '../form-context';
import { Section, useFrame } from '../Section';

const useModeCards = (isScheduled: boolean): RadioCard<Mode>[] => {
  const t = useText();
  const words = useRunWords();
  return [
    {
      value: 'create-update-remove',
      title: words.mode('create-update-remove'),
      badge: (
        <Badge size="S" backgroundColor="success100" textColor="success700">
          {t('form.mode.usual', 'Usual')}
        </Badge>
      ),
      description: t(
        'form.mode.create-update-remove',
        'New people are created and known ones brought up to date. Who is no longer in the source is removed, but only if this profile brought them.'
      ),
    },
    {
      value: 'create-update',
      title: words.mode('create-update'),
      description: t(
        'form.mode.create-update',
        'New people are created and known ones brought up to date. Nobody is ever removed.'
      ),
    },
    {
      value: 'create-only',
      title: words.mode('create-only'),
      description: t(
        'form.mode.create-only',
        'New people are created. Whoever is there already stays exactly as they are.'
      ),
    },
    {
      value: 'replace',
      title: words.mode('replace'),
      badge: (
        <Badge size="S" backgroundColor="danger100" textColor="danger700">
          {t('form.mode.careful', 'Careful')}
        </Badge>
      ),
      description: isScheduled
        ? t(
            'form.mode.replace.scheduled',
            'Cannot be chosen while the schedule is switched on, because each run has to be confirmed.'
          )
        : t(
            'form.mode.replace',
            'The source is the whole truth: every other user is removed, whoever made them, with their entries and phones. Only protected users and Strapi’s administrators stay.'
          ),
      isDisabled: isScheduled,
    },
  ];
};

const ReplaceNotice = () => {
  const t = useText();
  return (
    <Notice
      variant="danger"
      title={t('form.replace.title', 'This removes users that this profile did not make')}
    >
      {t(
        'form.replace.body',
        'Every user that is not in the source is removed with their entries and phones, also those made by hand or by other profiles; only protected users and Strapi’s administrators stay. Each run asks for the profile’s name first, and it cannot run on a schedule.'
      )}
    </Notice>
  );
};

/** What happens to records that somebody else made. */
const ExistingFields = () => {
  const t = useText();
  const conflict = t('form.existing.conflict', 'Leave alone and report');
  const update = t('form.existing.update', 'Update');
  const adopt = t('form.existing.adopt', 'Take over');
  return (
    <>
      <PolicyField
        path="existing"
        label={t('form.existing', 'Records that are there already and that nobody manages')}
        cards={[
          {
            value: 'update',
            title: update,
            description: t(
              'form.existing.update.description',
              'Their fields are updated, but this profile never removes them.'
            ),
          },
          {
            value: 'adopt',
            title: adopt,
            description: t(
              'form.existing.adopt.description',
              'Updated, and from then on managed by this profile: removed when the source no longer has them.'
            ),
          },
          {
            value: 'conflict',
            title: conflict,
            description: t(
              'form.existing.conflict.description',
              'Nothing is touched. The report names the row.'
            ),
          },
        ]}
      />
      <PolicyField
        path="ownedByOthers"
        label={t('form.others', 'Records that another profile manages')}
        cards={[
          {
            value: 'conflict',
            title: conflict,
            description: t(
              'form.others.conflict.description',
              'Two profiles never fight over a record. Right in almost every case.'
            ),
          },
          {
            value: 'update',
            title: update,
            description: t(
              'form.others.update.description',
              'Their fields are updated; the other profile goes on managing them.'
            ),
          },
          {
            value: 'adopt',
            title: adopt,
            description: t(
              'form.others.adopt.description',
              'Updated, and managed by this profile from then on. Use it to move people from one profile to another.'
            ),
          },
        ]}
      />
    </>
  );
};

/** What a run may do to records; the wizard asks for no more than the mode. */
export const RecordsSection = () => {
  const t = useText();
  const { draft } = useProfileForm();
  const isReplace = draft.mode === 'replace';
  const isTab = useFrame() === 'tab';
  return (
    <Section title={t('form.records', 'What a run does')}>
      <PolicyField
        path="mode"
        label={t('form.mode', 'Mode')}
        cards={useModeCards(draft.schedule.enabled && !isReplace)}
      />
      {isReplace && <ReplaceNotice />}
      {isTab && <ExistingFields />}
    </Section>
  );
};

const useMissingCards = (): RadioCard<MissingPolicy>[] => {
  const t = useText();
  return [
    {
      value: 'remove',
      title: t('form.missing.remove', 'Remove'),
      description: t(
        'form.missing.remove.description',
        'The user is deleted, with the phonebook entries and phones that this profile brought.'
      ),
    },
    {
      value: 'disable',
      title: t('form.missing.disable', 'Disable'),
      description: t(
        'form.missing.disable.description',
        'The user stays with all that belongs to it, but disabled, until the source has it again. Entries and phones without a user are removed.'
      ),
    },
  ];
};

/** Who is found again under another id, once switched off. */
const ReturningField = () => {
  const t = useText();
  return (
    <PolicyField
      path="returning"
      label={t('form.returning', 'Who comes back under a new ID')}
      cards={[
        {
          value: 'never',
          title: t('form.returning.never', 'Is somebody new'),
          description: t(
            'form.returning.never.description',
            'Gets a user of their own; the one from before stays disabled.'
          ),
        },
        {
          value: 'same-person',
          title: t('form.returning.same-person', 'Has the old user again'),
          description: t(
            'form.returning.same-person.description',
            'Where an email address that nobody else has, or user name and display name both, say that it is the same person, the disabled user is enabled again, with entries and phones.'
          ),
        },
      ]}
    />
  );
};

/** What happens to those whom the source no longer has. */
export const MissingSection = () => {
  const t = useText();
  const { mode: modeWord } = useRunWords();
  const { draft } = useProfileForm();
  const isUsed = draft.mode === 'create-update-remove';
  return (
    <Section
      title={t('form.missing', 'Who is no longer in the source')}
      description={t(
        'form.missing.description',
        'Nothing is ever removed unless the source was read to its end without an error, and never what is protected.'
      )}
    >
      {!isUsed && (
        <Notice>
          {t(
            'form.missing.unused',
            'Counts for the mode “{mode}” only; another one is chosen under Basic data.',
            { mode: modeWord('create-update-remove') }
          )}
        </Notice>
      )}
      <PolicyField
        path="missing"
        label={t('form.missing.label', 'What happens to them')}
        isDisabled={!isUsed}
        cards={useMissingCards()}
      />
      {isUsed && draft.missing === 'disable' && <ReturningField />}
    </Section>
  );
};

/** What tells a record from one run to the next. */
export const MatchSection = () => {
  const t = useText();
  const words = useRunWords();
  const attributeWord = useAttributeWords();
  return (
    <Section
      title={t('form.match', 'Which record is which')}
      description={t(
        'form.match.description',
        'The field that a record is found again by in the next run. Choose one that stays the same when somebody marries or moves. Without a value there, an entry or a phone is known by its place under its user.'
      )}
    >
      <Grid.Root gap={4}>
        {RECORD_TYPES.map((type) => (
          <Grid.Item key={type} col={4} s={6} xs={12} alignItems="flex-start">
            <ChoiceField
              path={`match.${type}`}
              label={words.type(type)}
              choices={MATCHABLE[type].map((value) => ({ value, label: attributeWord(value) }))}
            />
          </Grid.Item>
        ))}
      </Grid.Root>
    </Section>
  );
};
