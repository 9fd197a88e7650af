import * as React from 'react';

import { Flex, Textarea } from '@strapi/design-system';

import { LdapFormProvider } from '../../../components/ldap/ldap-form';
import { useText } from '../../../hooks/useText';
import { useEditor } from '../editor-context';
import { Panel } from '../parts/Panel';
import { ProfileField } from '../parts/ProfileField';
import { TextField } from '../parts/TextField';
import { DirectoryPanels } from './DirectoryPanels';
import { FormatPanel } from './FormatPanel';
import { GeneratePanel } from './GeneratePanel';
import { MatchPanel } from './MatchPanel';
import { RecordsPanel } from './RecordsPanel';
import { SourcePanel } from './SourcePanel';
import { useDirectoryForm } from './useDirectoryForm';

/** What the profile is called, where its rows come from and what they do to records. */
export const BasicTab = () => {
  const t = useText();
  const { draft, change, isReadOnly } = useEditor();
  const { form, entries } = useDirectoryForm();
  return (
    <Flex direction="column" alignItems="stretch" gap={6}>
      <Panel title={t('editor.basic.profile', 'Profile')}>
        <TextField
          path="name"
          label={t('editor.basic.name', 'Name')}
          isRequired
          value={draft.name}
          onChange={(name) => change('name', name)}
        />
        <ProfileField
          path="comment"
          label={t('editor.basic.comment', 'Comment')}
          hint={t(
            'editor.basic.comment.hint',
            'For you and your colleagues: where the people come from, whom to ask, what to look out for.'
          )}
        >
          <Textarea
            value={draft.comment}
            disabled={isReadOnly}
            onChange={({ target }: React.ChangeEvent<HTMLTextAreaElement>) =>
              change('comment', target.value)
            }
          />
        </ProfileField>
      </Panel>
      <LdapFormProvider value={form}>
        <SourcePanel />
        {form !== null && <DirectoryPanels entries={entries} />}
      </LdapFormProvider>
      {draft.source.type === 'csv' && <FormatPanel source={draft.source} />}
      <RecordsPanel />
      <MatchPanel />
      <GeneratePanel />
    </Flex>
  );
};
