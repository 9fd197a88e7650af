import * as React from 'react';

import { Box, Button } from '@strapi/design-system';

import type { Fields } from '../../../../shared/profile/fields';
import { AskDialog } from '../../components/dialogs/AskDialog';
import { Notice } from '../../components/feedback/Notice';
import { useErrorNotification } from '../../hooks/useErrorNotification';
import { usePermissions } from '../../hooks/usePermissions';
import { usePresetName } from '../../hooks/usePresetName';
import { useText } from '../../hooks/useText';
import { useLazyWriteTemplateQuery, useReadTemplateQuery } from '../../services/sources';
import { kindOf } from '../../utils/source-kind';
import { textOf } from '../directory/answers';
import { useProfileForm } from '../form-context';
import { type Trial, useTrial } from '../mapping/trial-context';
import { triedOf } from '../problems';
import { keyOf } from './assignment';
import { FieldSections } from './FieldSections';
import { type Proposal, useProposal } from './useProposal';

/** The columns and a row of a source whose beginning is not shown, as far as they are known. */
const useTriedSample = ({ values, row }: Trial) =>
  React.useMemo(() => {
    if (values === null) return undefined;
    const columns = Object.keys(values);
    const cells = columns.map((name) => textOf(values[name]));
    return { columns, rows: [{ number: row ?? 0, cells }] };
  }, [values, row]);

interface MappedProps {
  columns: string[];
}

/** Says that a template is used instead of fields, and turns it into fields where it says no more than these can. */
const TemplateNotice = ({ columns }: MappedProps) => {
  const t = useText();
  const { canEdit } = usePermissions();
  const { draft, set } = useProfileForm();
  const { template, variables } = triedOf(draft);
  const { currentData, isFetching } = useReadTemplateQuery(
    { template, variables, columns },
    { skip: !canEdit }
  );
  const turn = () => {
    if (!currentData) return;
    set('fields', currentData.fields);
    set('variables', currentData.variables);
    set('template', '');
  };
  const more = t(
    'form.fields.template.more',
    'It says more than can be chosen here: edit it in the tab “Template”.'
  );
  return (
    <Notice
      title={t('form.fields.template', 'This profile uses a template')}
      action={
        currentData && (
          <Button size="S" variant="secondary" onClick={turn}>
            {t('form.fields.from-template', 'Turn it into fields')}
          </Button>
        )
      }
    >
      {t(
        'form.fields.template.text',
        'What fills which field is written there, and not chosen here.'
      )}
      {!currentData && !isFetching && ` ${more}`}
    </Notice>
  );
};

/** Turns the table into a template that says the same, for those who want to say more. */
const TurnIntoTemplate = ({ columns, fields }: MappedProps & { fields: Fields }) => {
  const t = useText();
  const showError = useErrorNotification();
  const { draft, set, isReadOnly } = useProfileForm();
  const [isAsking, setIsAsking] = React.useState(false);
  const [write] = useLazyWriteTemplateQuery();
  if (isReadOnly || fields.length === 0) return null;
  const title = t('form.fields.to-template', 'Turn into a template');

  const turn = async () => {
    const { data, error } = await write({ fields, variables: triedOf(draft).variables, columns });
    if (data === undefined) {
      showError(error);
      return;
    }
    set('template', data.template);
    set('variables', data.variables);
    set('fields', null);
  };

  return (
    <Box>
      <Button variant="tertiary" onClick={() => setIsAsking(true)}>
        {title}
      </Button>
      {isAsking && (
        <AskDialog
          title={title}
          confirmLabel={title}
          variant="default"
          onConfirm={turn}
          onClose={() => setIsAsking(false)}
        >
          {t(
            'form.fields.to-template.question',
            'A template can say more than this table, but it is code. What fills which field is then written in the tab “Template”, and no longer chosen here. As long as it says no more than this table, it can be turned back.'
          )}
        </AskDialog>
      )}
    </Box>
  );
};

interface ChosenProps {
  proposal: Proposal;
}

const ChosenFields = ({ proposal }: ChosenProps) => {
  const t = useText();
  const presetName = usePresetName();
  const { draft } = useProfileForm();
  const fields = draft.fields ?? proposal.fields;
  // What is changed is kept with all that is shown: nothing can be changed before it is.
  const isShown = draft.fields !== null || fields.length > 0 || proposal.error !== null;
  const hint = isShown
    ? t(
        'form.fields.automatic.text',
        'Nobody has chosen anything else yet. As soon as you change a field, all that you see here is kept with the profile.'
      )
    : t(
        'form.fields.automatic.unknown',
        'Nobody has chosen anything else yet. What fills which field is shown here once the columns of the source are known.'
      );
  const { preset } = proposal;
  // What is chosen the server checks; of what is matched it knows nothing before a run.
  const hasUsers = fields.some(({ type }) => type === 'user');
  const isNobody =
    draft.fields === null && hasUsers && keyOf(fields, kindOf(draft.source)) === null;
  const title = preset
    ? t('form.fields.preset', 'The columns are taken for those of this export: {name}', {
        name: presetName(preset),
      })
    : t('form.template.automatic', 'Columns are matched to fields by their names');
  const notice = <Notice title={title}>{hint}</Notice>;
  if (!isShown) return notice;
  return (
    <>
      {draft.fields === null && notice}
      <FieldSections
        proposal={proposal}
        fields={fields}
        recognisedBy={isNobody ? null : draft.match.user}
      />
      <TurnIntoTemplate columns={proposal.columns} fields={fields} />
    </>
  );
};

/** What fills which field of a saved profile. */
export const FieldsTab = () => {
  const { canEdit } = usePermissions();
  const { profile, draft, preview } = useProfileForm();
  const tried = useTriedSample(useTrial());
  const isTemplate = draft.template.trim() !== '';
  const isWanted = canEdit && !isTemplate;
  const proposal = useProposal(preview.sample ?? tried, { profile, isWanted });
  return isTemplate ? (
    <TemplateNotice columns={proposal.columns} />
  ) : (
    <ChosenFields proposal={proposal} />
  );
};
