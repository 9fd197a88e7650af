import { Button, Link } from '@strapi/design-system';
import { ExternalLink } from '@strapi/icons';

import { offerForTemplate } from '../../components/code/template';
import { textOf } from '../directory/answers';
import { Notice } from '../../components/feedback/Notice';
import { useErrorNotification } from '../../hooks/useErrorNotification';
import { usePermissions } from '../../hooks/usePermissions';
import { useText } from '../../hooks/useText';
import { useLazyWriteTemplateQuery } from '../../services/sources';
import { useProfileForm } from '../form-context';
import { CodeField } from '../fields/CodeField';
import { ListField } from '../fields/ListField';
import { Section } from '../Section';
import { useTrial } from './trial-context';
import { useTemplateWords } from './useMappingWords';

const DOCUMENTATION = 'https://handlebarsjs.com/guide/';

const AutomaticNotice = () => {
  const t = useText();
  const { set, isReadOnly } = useProfileForm();
  const trial = useTrial();
  const showError = useErrorNotification();
  const [write, { isFetching }] = useLazyWriteTemplateQuery();
  const columns = Object.keys(trial.values ?? {});

  const writeOut = async () => {
    const { data, error } = await write({
      columns,
      rows: [columns.map((column) => textOf(trial.values?.[column]))],
    });
    if (data === undefined) showError(error);
    else set('template', data);
  };

  return (
    <Notice
      title={t('form.template.automatic', 'Columns are matched to fields by their names')}
      action={
        !isReadOnly && (
          <Button
            size="S"
            variant="secondary"
            disabled={columns.length === 0}
            loading={isFetching}
            onClick={() => void writeOut()}
          >
            {t('form.template.write', 'Write out the automatic template')}
          </Button>
        )
      }
    >
      {t(
        'form.template.automatic.text',
        'That is what an empty template means: displayname or cn become the display name, mail the email, and so on. Write it out to change it.'
      )}
    </Notice>
  );
};

/** Which records a row makes, and what is in them. */
export const TemplateSection = () => {
  const t = useText();
  const { draft } = useProfileForm();
  const words = useTemplateWords();
  return (
    <Section
      of="template"
      action={
        <Link href={DOCUMENTATION} isExternal endIcon={<ExternalLink />}>
          {t('form.template.documentation', 'About Handlebars')}
        </Link>
      }
    >
      {draft.template.trim() === '' && <AutomaticNotice />}
      <CodeField
        path="template"
        language="template"
        offering={(before) => offerForTemplate(before, words)}
        minHeight="32rem"
        maxHeight="80vh"
      />
    </Section>
  );
};

/** Which columns may be seen though they are called like a secret; nothing for whom that is no matter. */
export const RevealSection = () => {
  const t = useText();
  const { canReveal } = usePermissions();
  const { draft, saved } = useProfileForm();
  if (!canReveal && draft.reveal.length === 0 && saved.reveal.length === 0) return null;
  const hint = canReveal
    ? t(
        'form.reveal.hint',
        'One to a line, such as “pin code”. A column that is called like a secret fills nothing that everybody may see, and its values are masked. Those that are named here count as any other.'
      )
    : t(
        'form.reveal.forbidden',
        'They are called like a secret, but count as any other column. Your role may take some away, but name no others: it lacks the permission “Reveal secret columns”.'
      );
  return (
    <Section of="reveal">
      <ListField
        path="reveal"
        label={t('form.reveal.columns', 'Columns')}
        hint={hint}
        of="lines"
        lines={2}
      />
    </Section>
  );
};
