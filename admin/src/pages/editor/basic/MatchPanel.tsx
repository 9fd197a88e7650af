import { Grid } from '@strapi/design-system';

import { RECORD_TYPES, type RecordType } from '../../../../../shared/records';
import { useAttributeWords } from '../../../components/changes/useAttributeWords';
import { useText } from '../../../hooks/useText';
import { useRunWords } from '../../../hooks/useWords';
import { useEditor } from '../editor-context';
import { ChoiceField } from '../parts/ChoiceField';
import { Panel } from '../parts/Panel';

const KEYS: Record<RecordType, string[]> = {
  user: ['username', 'externalId', 'email', 'extension'],
  phonebookEntry: ['externalId', 'email', 'phone', 'displayName'],
  phone: ['mac', 'name'],
};

/** What tells a record from one run to the next. */
export const MatchPanel = () => {
  const t = useText();
  const words = useRunWords();
  const attributeWord = useAttributeWords();
  const { draft, change } = useEditor();
  return (
    <Panel
      title={t('editor.match', 'Which record is which')}
      description={t(
        'editor.match.description',
        'The field that a record is found again by in the next run. Choose one that stays the same when somebody marries or moves. Without a value there, an entry or a phone is known by its place under its user.'
      )}
    >
      <Grid.Root gap={4}>
        {RECORD_TYPES.map((type) => (
          <Grid.Item key={type} col={4} s={6} xs={12} alignItems="flex-start">
            <ChoiceField
              path={`match.${type}`}
              label={words.type(type)}
              value={draft.match[type]}
              choices={KEYS[type].map((value) => ({ value, label: attributeWord(value) }))}
              onChange={(key) => change('match', { ...draft.match, [type]: key })}
            />
          </Grid.Item>
        ))}
      </Grid.Root>
    </Panel>
  );
};
