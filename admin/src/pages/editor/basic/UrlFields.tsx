import * as React from 'react';

import { Flex, Textarea } from '@strapi/design-system';

import type { CsvUrlInput } from '../../../../../shared/profile/csv';
import { useText } from '../../../hooks/useText';
import { useEditor } from '../editor-context';
import { ProfileField } from '../parts/ProfileField';
import { TextField } from '../parts/TextField';
import { AuthFields } from './AuthFields';

/** The address that the file is fetched from, and how. */
export const UrlFields = ({ source }: { source: CsvUrlInput }) => {
  const t = useText();
  const { change, isReadOnly } = useEditor();
  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      <TextField
        path="source.url"
        label={t('editor.url.address', 'Address')}
        hint={t(
          'editor.url.address.hint',
          'Without user name and password: these belong below. When the server changes, its secrets have to be entered again. What stands after a question mark is kept as a secret: *** leaves it as it is.'
        )}
        placeholder="https://hr.example.com/users.csv"
        isRequired
        value={source.url}
        onChange={(url) => change('source', { ...source, url })}
      />
      <AuthFields source={source} />
      <ProfileField
        path="source.ca"
        label={t('editor.url.ca', 'Certificate of the server’s authority')}
        hint={t(
          'editor.url.ca.hint',
          'Only for a server whose certificate is signed by your own authority: its text, from BEGIN CERTIFICATE to END CERTIFICATE.'
        )}
      >
        <Textarea
          value={source.ca ?? ''}
          disabled={isReadOnly}
          spellCheck={false}
          onChange={({ target }: React.ChangeEvent<HTMLTextAreaElement>) => {
            const { ca: _before, ...rest } = source;
            change('source', target.value === '' ? rest : { ...rest, ca: target.value });
          }}
        />
      </ProfileField>
    </Flex>
  );
};
