import { Link } from '@strapi/design-system';
import { ExternalLink } from '@strapi/icons';

import { offerForTemplate } from '../../components/code/template';
import { Notice } from '../../components/feedback/Notice';
import { usePermissions } from '../../hooks/usePermissions';
import { useText } from '../../hooks/useText';
import { useProfileForm } from '../form-context';
import { CodeField } from '../fields/CodeField';
import { ListField } from '../fields/ListField';
import { Section } from '../Section';
import { CodeHelp } from './CodeHelp';
import { useTemplateWords } from './useMappingWords';

const DOCUMENTATION = 'https://handlebarsjs.com/guide/';

const FieldsNotice = () => {
  const t = useText();
  return (
    <Notice title={t('form.template.none', 'The fields are used as long as this is empty')}>
      {t(
        'form.template.none.text',
        'What fills which field is chosen in the tab “Fields”, without code. It can be turned into a template there, to begin with.'
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
      {draft.template.trim() === '' && <FieldsNotice />}
      <CodeField
        path="template"
        language="template"
        offering={(before) => offerForTemplate(before, words)}
        minHeight="32rem"
        maxHeight="80vh"
        help={({ insert }) => (
          <CodeHelp
            language="template"
            words={[...words.helpers, ...words.blocks]}
            insert={insert}
          />
        )}
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
