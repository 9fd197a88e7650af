import { Button, Flex, Loader, Typography } from '@strapi/design-system';

import { Notice } from '../../components/feedback/Notice';
import { EntryTable } from '../directory/EntryTable';
import { GroupFields } from '../directory/GroupFields';
import { useAnswerText } from '../../hooks/useAnswerText';
import { ReadFields } from '../directory/ReadFields';
import { useText } from '../../hooks/useText';
import { useProfileForm } from '../form-context';
import { Section, useFrame } from '../Section';

const EntryProblem = () => {
  const t = useText();
  const answerText = useAnswerText();
  const { error, browse, read, ask } = useProfileForm().preview;
  const problem = error ?? browse?.problem ?? null;
  if (problem === null) return null;
  return (
    <Notice
      isProblem
      variant="danger"
      title={t('ldap.entries.failed', 'The entries could not be read')}
      action={
        ask === null && (
          <Button size="S" variant="tertiary" onClick={read}>
            {t('form.retry', 'Try again')}
          </Button>
        )
      }
    >
      {answerText(problem)}
    </Notice>
  );
};

const AskButton = () => {
  const t = useText();
  const { browse, ask, isFetching, isStale } = useProfileForm().preview;
  if (ask === null) return null;
  return (
    <Flex gap={4} wrap="wrap">
      {/* Not disabled meanwhile: it would lose the focus. */}
      <Button variant="secondary" aria-busy={isFetching} onClick={() => !isFetching && ask()}>
        {browse === undefined
          ? t('ldap.entries.look', 'Read the first entries')
          : t('ldap.entries.again', 'Read them again')}
      </Button>
      {isStale && (
        <Typography variant="pi" textColor="neutral600">
          {t('ldap.entries.stale', 'Something was changed since these were read.')}
        </Typography>
      )}
    </Flex>
  );
};

const EntriesSection = () => {
  const t = useText();
  const { browse, isFetching } = useProfileForm().preview;
  return (
    <Section
      title={t('ldap.entries', 'First entries')}
      description={t(
        'ldap.entries.description',
        'As a run would read them with the settings above: first the columns that are made of an entry, then its attributes.'
      )}
      action={isFetching && <Loader small>{t('ldap.entries.reading', 'Reading …')}</Loader>}
    >
      <AskButton />
      <div aria-live="polite">
        <EntryProblem />
        {browse && browse.rows.length > 0 && <EntryTable browse={browse} isFetching={isFetching} />}
        {browse?.rows.length === 0 && browse.problem === null && (
          <Typography textColor="neutral600">
            {t(
              'ldap.entries.none',
              'The filter finds no entry below the base DN: change one of the two.'
            )}
          </Typography>
        )}
      </div>
    </Section>
  );
};

/** What is read of a directory, and what comes out. */
export const DirectorySections = () => {
  const t = useText();
  const { isReadOnly } = useProfileForm();
  // In a tab it stands beside the base DN already.
  const hasFilter = useFrame() === 'step';
  return (
    <>
      <Section
        title={t('ldap.read', 'What is read')}
        description={t(
          'ldap.read.description',
          'Each kind of directory has defaults that suit it. Change them where yours differs.'
        )}
      >
        <ReadFields hasFilter={hasFilter} />
      </Section>
      <Section title={t('ldap.groups', 'Groups and roles')}>
        <GroupFields />
      </Section>
      {!isReadOnly && <EntriesSection />}
    </>
  );
};
