import { Button, Flex, Loader, Typography } from '@strapi/design-system';

import { Notice } from '../../../components/feedback/Notice';
import { EntryTable } from '../../../components/ldap/EntryTable';
import { GroupFields } from '../../../components/ldap/GroupFields';
import { DirectoryForm } from '../DirectoryForm';
import { errorText } from '../../../components/ldap/model/error-text';
import { ReadFields } from '../../../components/ldap/ReadFields';
import { useText } from '../../../hooks/useText';
import { Section } from '../parts/Section';
import type { Wizard } from '../useWizard';

const EntryProblem = ({ wizard }: { wizard: Wizard }) => {
  const t = useText();
  const { error, browse, retry } = wizard.preview;
  const problem = error ?? browse?.problem ?? null;
  if (problem === null) return null;
  return (
    <Notice
      isProblem
      variant="danger"
      title={t('ldap.entries.failed', 'The entries could not be read')}
      action={
        <Button size="S" variant="tertiary" onClick={retry}>
          {t('wizard.retry', 'Try again')}
        </Button>
      }
    >
      {errorText(problem)}
    </Notice>
  );
};

const Entries = ({ wizard }: { wizard: Wizard }) => {
  const t = useText();
  const { browse, isFetching } = wizard.preview;
  return (
    <Section
      title={t('ldap.entries', 'First entries')}
      description={t(
        'ldap.entries.description',
        'As a run would read them with the settings above: first the columns that are made of an entry, then its attributes.'
      )}
      action={isFetching && <Loader small>{t('ldap.entries.reading', 'Reading …')}</Loader>}
    >
      <EntryProblem wizard={wizard} />
      {browse && browse.rows.length > 0 && <EntryTable browse={browse} isFetching={isFetching} />}
      {browse?.rows.length === 0 && browse.problem === null && (
        <Typography textColor="neutral600">
          {t(
            'ldap.entries.none',
            'The filter finds no entry below the base DN. Change the filter above, or the base DN in the first step.'
          )}
        </Typography>
      )}
    </Section>
  );
};

/** Step 2 of a directory: what is read of it, with its first entries to compare. */
export const DirectoryStep = ({ wizard }: { wizard: Wizard }) => {
  const t = useText();
  return (
    <DirectoryForm wizard={wizard}>
      <Flex direction="column" alignItems="stretch" gap={8}>
        <Section
          title={t('ldap.read', 'What is read')}
          description={t(
            'ldap.read.description',
            'Each kind of directory has defaults that suit it. Change them where yours differs.'
          )}
        >
          <ReadFields hasFilter />
        </Section>
        <Section title={t('ldap.groups', 'Groups and roles')}>
          <GroupFields />
        </Section>
        <Entries wizard={wizard} />
      </Flex>
    </DirectoryForm>
  );
};
