import type { CsvFormat } from '../../../../../shared/contracts/profiles';
import { useText } from '../../../hooks/useText';
import type { SourceDraft } from '../../../services/profiles';
import { useEditor } from '../editor-context';
import { Panel } from '../parts/Panel';
import { PolicyField } from '../parts/PolicyField';
import { UploadFields } from './UploadFields';
import { UrlFields } from './UrlFields';

const formatOf = ({
  encoding,
  delimiter,
  lineSeparator,
  enclosure,
  headerRow,
}: SourceDraft): CsvFormat => ({ encoding, delimiter, lineSeparator, enclosure, headerRow });

const sourceOf = (
  delivery: SourceDraft['delivery'],
  saved: SourceDraft,
  draft: SourceDraft
): SourceDraft => {
  const format = formatOf(draft);
  if (saved.delivery === delivery) return { ...saved, ...format };
  return delivery === 'upload'
    ? { type: 'csv', delivery, ...format }
    : { type: 'csv', delivery, url: '', ...format };
};

/** Where the rows come from. */
export const SourcePanel = () => {
  const t = useText();
  const { draft, saved, change } = useEditor();
  const { source } = draft;
  return (
    <Panel title={t('editor.source', 'Source')}>
      <PolicyField
        path="source.delivery"
        label={t('editor.source.delivery', 'How the CSV file gets here')}
        value={source.delivery}
        cards={[
          {
            value: 'upload',
            title: t('editor.source.upload', 'Uploaded in the browser'),
            description: t(
              'editor.source.upload.description',
              'You choose the file here. A schedule reads the same file again until you replace it.'
            ),
          },
          {
            value: 'url',
            title: t('editor.source.url', 'Fetched from an address'),
            description: t(
              'editor.source.url.description',
              'The server fetches the file for each run. Best for a schedule.'
            ),
          },
        ]}
        onChange={(delivery) => {
          if (delivery !== source.delivery) {
            change('source', sourceOf(delivery, saved.source, source));
          }
        }}
      />
      {source.delivery === 'upload' ? <UploadFields /> : <UrlFields source={source} />}
    </Panel>
  );
};
