import { Grid } from '@strapi/design-system';

import type { CsvFormat, CsvInput } from '../../../../../shared/profile/csv';
import { useFormatWords } from '../../../hooks/useFormatWords';
import { useText } from '../../../hooks/useText';
import { useEditor } from '../editor-context';
import { ChoiceField } from '../parts/ChoiceField';
import { NumberField } from '../parts/NumberField';
import { Panel } from '../parts/Panel';
import { FilePreview } from './FilePreview';
import {
  delimiterChoices,
  enclosureChoices,
  encodingChoices,
  lineSeparatorChoices,
} from './format-choices';

/** How the text of a file is read. */
export const FormatPanel = ({ source }: { source: CsvInput }) => {
  const t = useText();
  const words = useFormatWords();
  const { change } = useEditor();
  const set = (part: Partial<CsvFormat>) => change('source', { ...source, ...part });
  return (
    <Panel
      title={t('editor.format', 'CSV format')}
      description={t(
        'editor.format.description',
        'What is detected automatically is looked at anew for each file.'
      )}
    >
      <Grid.Root gap={4}>
        <Grid.Item col={4} s={6} xs={12} alignItems="flex-start">
          <ChoiceField
            path="source.encoding"
            label={t('editor.format.encoding', 'Encoding')}
            hint={t('editor.format.encoding.hint', 'Wrong where umlauts look odd.')}
            value={source.encoding}
            choices={encodingChoices(t, source.encoding)}
            onChange={(encoding) => set({ encoding })}
          />
        </Grid.Item>
        <Grid.Item col={4} s={6} xs={12} alignItems="flex-start">
          <ChoiceField
            path="source.delimiter"
            label={t('editor.format.delimiter', 'Delimiter')}
            hint={t('editor.format.delimiter.hint', 'What stands between two values.')}
            value={source.delimiter}
            choices={delimiterChoices(t, words.delimiter, source.delimiter)}
            onChange={(delimiter) => set({ delimiter })}
          />
        </Grid.Item>
        <Grid.Item col={4} s={6} xs={12} alignItems="flex-start">
          <ChoiceField
            path="source.enclosure"
            label={t('editor.format.enclosure', 'Field enclosure')}
            hint={t('editor.format.enclosure.hint', 'What stands around a value.')}
            value={source.enclosure}
            choices={enclosureChoices(t, source.enclosure)}
            onChange={(enclosure) => set({ enclosure })}
          />
        </Grid.Item>
        <Grid.Item col={4} s={6} xs={12} alignItems="flex-start">
          <ChoiceField
            path="source.lineSeparator"
            label={t('editor.format.line-separator', 'Line separator')}
            hint={t('editor.format.line-separator.hint', 'What ends a line.')}
            value={source.lineSeparator}
            choices={lineSeparatorChoices(t)}
            onChange={(lineSeparator) => set({ lineSeparator })}
          />
        </Grid.Item>
        <Grid.Item col={4} s={6} xs={12} alignItems="flex-start">
          <NumberField
            path="source.headerRow"
            label={t('editor.format.header-row', 'Line with the column names')}
            hint={t(
              'editor.format.header-row.hint',
              'The lines above it are left out. 0: the file has no column names.'
            )}
            placeholder={t('editor.format.auto', 'Detect automatically')}
            value={source.headerRow === 'auto' ? null : source.headerRow}
            onChange={(headerRow) => set({ headerRow: headerRow ?? 'auto' })}
          />
        </Grid.Item>
      </Grid.Root>
      <FilePreview source={source} />
    </Panel>
  );
};
