import { useText } from '../../../hooks/useText';
import { useRunWords } from '../../../hooks/useWords';
import { useEditor } from '../editor-context';
import { Panel } from '../parts/Panel';
import { PolicyField } from '../parts/PolicyField';

/** What a run may do to records. */
export const RecordsPanel = () => {
  const t = useText();
  const { mode: modeWord } = useRunWords();
  const { draft, change } = useEditor();
  const { schedule } = draft;
  return (
    <Panel title={t('editor.records', 'What happens to records')}>
      <PolicyField
        path="mode"
        label={t('editor.mode', 'Mode')}
        value={draft.mode}
        cards={[
          {
            value: 'create-update-remove',
            title: modeWord('create-update-remove'),
            description: t(
              'editor.mode.create-update-remove',
              'New records are created, known ones updated. What earlier runs of this profile brought and the source no longer has is removed.'
            ),
          },
          {
            value: 'create-update',
            title: modeWord('create-update'),
            description: t(
              'editor.mode.create-update',
              'New records are created, known ones updated. Nothing is removed.'
            ),
          },
          {
            value: 'create-only',
            title: modeWord('create-only'),
            description: t(
              'editor.mode.create-only',
              'Only new records are created. Existing ones stay as they are.'
            ),
          },
          {
            value: 'replace',
            title: modeWord('replace'),
            description: schedule.enabled
              ? t(
                  'editor.mode.replace.scheduled',
                  'Cannot be chosen while the schedule is switched on, because each run has to be confirmed.'
                )
              : t(
                  'editor.mode.replace',
                  'Removes every user that is not in the source, whoever made them, with their entries and phones; protected users and Strapi’s administrators stay. Each run has to be confirmed.'
                ),
            isDisabled: schedule.enabled && draft.mode !== 'replace',
          },
        ]}
        onChange={(mode) => change('mode', mode)}
      />
      <PolicyField
        path="existing"
        label={t('editor.existing', 'Records that are there already and that nobody manages')}
        value={draft.existing}
        cards={[
          {
            value: 'update',
            title: t('editor.existing.update', 'Update'),
            description: t(
              'editor.existing.update.description',
              'Their fields are updated, but this profile never removes them.'
            ),
          },
          {
            value: 'adopt',
            title: t('editor.existing.adopt', 'Take over'),
            description: t(
              'editor.existing.adopt.description',
              'Updated, and from then on managed by this profile: removed when the source no longer has them.'
            ),
          },
          {
            value: 'conflict',
            title: t('editor.existing.conflict', 'Leave alone and report'),
            description: t(
              'editor.existing.conflict.description',
              'Nothing is touched. The report names the row.'
            ),
          },
        ]}
        onChange={(existing) => change('existing', existing)}
      />
      <PolicyField
        path="ownedByOthers"
        label={t('editor.others', 'Records that another profile manages')}
        value={draft.ownedByOthers}
        cards={[
          {
            value: 'conflict',
            title: t('editor.others.conflict', 'Leave alone and report'),
            description: t(
              'editor.others.conflict.description',
              'Two profiles never fight over a record. Right in almost every case.'
            ),
          },
          {
            value: 'update',
            title: t('editor.others.update', 'Update'),
            description: t(
              'editor.others.update.description',
              'Their fields are updated; the other profile goes on managing them.'
            ),
          },
          {
            value: 'adopt',
            title: t('editor.others.adopt', 'Take over'),
            description: t(
              'editor.others.adopt.description',
              'Updated, and managed by this profile from then on. Use it to move people from one profile to another.'
            ),
          },
        ]}
        onChange={(ownedByOthers) => change('ownedByOthers', ownedByOthers)}
      />
    </Panel>
  );
};
