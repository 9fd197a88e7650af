import * as React from 'react';

import { Textarea } from '@strapi/design-system';

import { useText } from '../../../hooks/useText';
import { useEditor } from '../editor-context';
import { readEmails } from '../model/emails';
import { Panel } from '../parts/Panel';
import { ProfileField } from '../parts/ProfileField';

/** Who is written to when a run needs somebody. */
export const EmailsField = () => {
  const t = useText();
  const { draft, change, isReadOnly } = useEditor();
  const { emails } = draft.notify;
  const [text, setText] = React.useState(emails.join('\n'));
  // What was loaded or saved meanwhile is shown, but what is being typed is not tidied under the hand.
  const shown = readEmails(text).join() === emails.join() ? text : emails.join('\n');
  return (
    <Panel title={t('editor.notify', 'Notifications')}>
      <ProfileField
        path="notify.emails"
        label={t('editor.notify.emails', 'Email addresses')}
        hint={t(
          'editor.notify.emails.hint',
          'One to a line. They get a mail when a run fails, is interrupted or waits for approval, once for each reason. Strapi’s email plugin has to be set up for it.'
        )}
      >
        <Textarea
          value={shown}
          disabled={isReadOnly}
          onChange={({ target }: React.ChangeEvent<HTMLTextAreaElement>) => {
            setText(target.value);
            change('notify', { emails: readEmails(target.value) });
          }}
        />
      </ProfileField>
    </Panel>
  );
};
