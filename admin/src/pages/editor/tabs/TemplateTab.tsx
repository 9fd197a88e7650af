import { Button, Flex, Link } from '@strapi/design-system';
import { ExternalLink } from '@strapi/icons';

import { offerForTemplate } from '../../../components/code/template-completion';
import { textOf } from '../../../components/ldap/model/entries';
import { Notice } from '../../../components/feedback/Notice';
import { useErrorNotification } from '../../../hooks/useErrorNotification';
import { useText } from '../../../hooks/useText';
import { useLazyWriteTemplateQuery } from '../../../services/sources';
import { useEditor } from '../editor-context';
import { CodeField } from '../../../profile-form/fields/CodeField';
import { Panel } from '../parts/Panel';
import { WithTrial } from '../parts/WithTrial';
import { useTemplateWords } from '../words/useMappingWords';

const DOCUMENTATION = 'https://handlebarsjs.com/guide/';

const AutomaticNotice = () => {
  const t = useText();
  const { change, trial, isReadOnly } = useEditor();
  const showError = useErrorNotification();
  const [write, { isFetching }] = useLazyWriteTemplateQuery();
  const columns = Object.keys(trial.values ?? {});

  const writeOut = async () => {
    const { data, error } = await write({
      columns,
      rows: [columns.map((column) => textOf(trial.values?.[column]))],
    });
    if (data === undefined) showError(error);
    else change('template', data);
  };

  return (
    <Notice
      title={t('editor.template.automatic', 'Columns are matched to fields by their names')}
      action={
        !isReadOnly && (
          <Button
            size="S"
            variant="secondary"
            disabled={columns.length === 0}
            loading={isFetching}
            onClick={() => void writeOut()}
          >
            {t('editor.template.write', 'Write out the automatic template')}
          </Button>
        )
      }
    >
      {t(
        'editor.template.automatic.text',
        'That is what an empty template means: displayname or cn become the display name, mail the email, and so on. Write it out to change it.'
      )}
    </Notice>
  );
};

/** Which records a row makes, and what is in them. */
export const TemplateTab = () => {
  const t = useText();
  const { draft, change } = useEditor();
  const words = useTemplateWords();
  return (
    <WithTrial steps={['rendered', 'records', 'changes', 'issues']}>
      <Panel
        title={t('editor.template', 'Template')}
        description={t(
          'editor.template.description',
          'Handlebars that makes JSON: the records that a row asks for. Our own field names and pascom’s codes can stand side by side.'
        )}
        action={
          <Link href={DOCUMENTATION} isExternal endIcon={<ExternalLink />}>
            {t('editor.template.documentation', 'About Handlebars')}
          </Link>
        }
      >
        <Flex direction="column" alignItems="stretch" gap={4} minWidth={0}>
          {draft.template.trim() === '' && <AutomaticNotice />}
          <CodeField
            path="template"
            label={t('editor.template', 'Template')}
            language="template"
            value={draft.template}
            onChange={(template) => change('template', template)}
            offering={(before) => offerForTemplate(before, words)}
            minHeight="32rem"
            maxHeight="80vh"
          />
        </Flex>
      </Panel>
    </WithTrial>
  );
};
