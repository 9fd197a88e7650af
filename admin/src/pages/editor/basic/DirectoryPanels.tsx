import { Button, Flex, Loader, Typography } from '@strapi/design-system';

import { Notice } from '../../../components/feedback/Notice';
import { EntryTable } from '../../../components/ldap/EntryTable';
import { GroupFields } from '../../../components/ldap/GroupFields';
import { errorText } from '../../../components/ldap/model/error-text';
import { ReadFields } from '../../../components/ldap/ReadFields';
import { usePermissions } from '../../../hooks/usePermissions';
import { useText } from '../../../hooks/useText';
import { Panel } from '../parts/Panel';
import type { Entries } from './useDirectoryForm';

const Answer = ({ browse, error, isFetching }: Entries) => {
  const t = useText();
  const wrong = error === null ? browse?.problem : error;
  if (isFetching && browse === undefined) {
    return <Loader small>{t('editor.loading', 'Loading …')}</Loader>;
  }
  return (
    <>
      {wrong && (
        <Notice variant="danger" title={t('ldap.entries.failed', 'The entries could not be read')}>
          {errorText(wrong)}
        </Notice>
      )}
      {browse && browse.rows.length > 0 && <EntryTable browse={browse} isFetching={isFetching} />}
    </>
  );
};

const EntriesPanel = (entries: Entries) => {
  const t = useText();
  const { isAsked, isStale, isFetching, look } = entries;
  return (
    <Panel
      title={t('ldap.entries', 'First entries')}
      description={t(
        'ldap.entries.description',
        'As a run would read them with the settings above: first the columns that are made of an entry, then its attributes.'
      )}
    >
      <Flex gap={4} wrap="wrap">
        {/* Not disabled meanwhile: it would lose the focus. */}
        <Button variant="secondary" aria-busy={isFetching} onClick={() => !isFetching && look()}>
          {isAsked
            ? t('ldap.entries.again', 'Read them again')
            : t('ldap.entries.look', 'Read the first entries')}
        </Button>
        {isStale && (
          <Typography variant="pi" textColor="neutral600">
            {t('ldap.entries.stale', 'Something was changed since these were read.')}
          </Typography>
        )}
      </Flex>
      <div aria-live="polite">{isAsked && <Answer {...entries} />}</div>
    </Panel>
  );
};

/** What is read of a directory, and what comes out. */
export const DirectoryPanels = ({ entries }: { entries: Entries }) => {
  const t = useText();
  const { canEdit } = usePermissions();
  return (
    <>
      <Panel
        title={t('ldap.read', 'What is read')}
        description={t(
          'ldap.read.description',
          'Each kind of directory has defaults that suit it. Change them where yours differs.'
        )}
      >
        <ReadFields />
      </Panel>
      <Panel title={t('ldap.groups', 'Groups and roles')}>
        <GroupFields />
      </Panel>
      {canEdit && <EntriesPanel {...entries} />}
    </>
  );
};
