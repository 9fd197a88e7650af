import { ConnectionFields } from '../../../components/ldap/ConnectionFields';
import { useText } from '../../../hooks/useText';
import { kindOf } from '../../../utils/source-kind';
import { useEditor } from '../editor-context';
import { sourceOfKind } from '../model/source';
import { Panel } from '../parts/Panel';
import { PolicyField } from '../parts/PolicyField';
import { UploadFields } from './UploadFields';
import { UrlFields } from './UrlFields';

const SourceFields = () => {
  const { source } = useEditor().draft;
  if (source.type === 'ldap') return <ConnectionFields />;
  return source.delivery === 'upload' ? <UploadFields /> : <UrlFields source={source} />;
};

/** Where the rows come from. */
export const SourcePanel = () => {
  const t = useText();
  const { draft, saved, change } = useEditor();
  const kind = kindOf(draft.source);
  return (
    <Panel title={t('editor.source', 'Source')}>
      <PolicyField
        path="source.type"
        label={t('editor.source.kind', 'Where the people come from')}
        value={kind}
        cards={[
          {
            value: 'upload',
            title: t('editor.source.upload', 'CSV file, uploaded in the browser'),
            description: t(
              'editor.source.upload.description',
              'You choose the file here. A schedule reads the same file again until you replace it.'
            ),
          },
          {
            value: 'url',
            title: t('editor.source.url', 'CSV file at an address'),
            description: t(
              'editor.source.url.description',
              'The server fetches the file for each run. Best for a schedule.'
            ),
          },
          {
            value: 'ldap',
            title: t('editor.source.ldap', 'Directory (LDAP)'),
            description: t(
              'editor.source.ldap.description',
              'Active Directory, OpenLDAP and others. The server reads it for each run.'
            ),
          },
        ]}
        onChange={(next) => {
          if (next !== kind) change('source', sourceOfKind(next, saved.source, draft.source));
        }}
      />
      <SourceFields />
    </Panel>
  );
};
