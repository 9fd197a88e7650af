import * as React from 'react';

import { Flex, Textarea } from '@strapi/design-system';

import { useText } from '../../../hooks/useText';
import { useEditor } from '../editor-context';
import { Panel } from '../parts/Panel';
import { ProfileField } from '../parts/ProfileField';
import { TextField } from '../parts/TextField';
import { FormatPanel } from './FormatPanel';
import { GeneratePanel } from './GeneratePanel';
import { MatchPanel } from './MatchPanel';
import { RecordsPanel } from './RecordsPanel';
import { SourcePanel } from './SourcePanel';

/** What the profile is called, where its rows come from and what they do to records. */
export const BasicTab = () => {
  const t = useText();
  const { draft, change, isReadOnly } = useEditor();
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
            'For you and your colleagues: where the file comes from, whom to ask, what to look out for.'
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
      <SourcePanel />
      <FormatPanel />
      <RecordsPanel />
      <MatchPanel />
      <GeneratePanel />
    </Flex>
  );
};
