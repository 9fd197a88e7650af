import { Flex, Link, Typography } from '@strapi/design-system';
import { ExternalLink } from '@strapi/icons';

import { offerForExpression } from '../../../components/code/jsonata-completion';
import { useText } from '../../../hooks/useText';
import { useEditor } from '../editor-context';
import { CodeField } from '../../../profile-form/fields/CodeField';
import { Panel } from '../parts/Panel';
import { WithTrial } from '../parts/WithTrial';
import { useExpressionWords } from '../words/useMappingWords';
import { Examples } from './Examples';

const DOCUMENTATION = 'https://docs.jsonata.org/overview.html';

/** Which rows are taken. */
export const PreFilterTab = () => {
  const t = useText();
  const { draft, change } = useEditor();
  const words = useExpressionWords(0);
  return (
    <WithTrial steps={['row', 'filter', 'issues']}>
      <Panel
        title={t('editor.pre-filter', 'Pre-filter')}
        description={t(
          'editor.pre-filter.description',
          'A row is taken where this expression is true, and left out where it is false. Without one, every row is taken.'
        )}
        action={
          <Link href={DOCUMENTATION} isExternal endIcon={<ExternalLink />}>
            {t('editor.pre-filter.documentation', 'About JSONata')}
          </Link>
        }
      >
        <CodeField
          path="preFilter"
          label={t('editor.pre-filter', 'Pre-filter')}
          language="jsonata"
          value={draft.preFilter}
          onChange={(preFilter) => change('preFilter', preFilter)}
          offering={(before, isAsked) => offerForExpression(before, words, isAsked)}
          placeholder={t('editor.pre-filter.placeholder', 'Every row is taken')}
          minHeight="12rem"
          maxHeight="60vh"
        />
        <Flex direction="column" alignItems="stretch" gap={2}>
          <Typography tag="h3" variant="omega" fontWeight="bold">
            {t('editor.pre-filter.examples', 'Examples')}
          </Typography>
          <Examples
            examples={[
              {
                code: "displayname != ''",
                text: t('editor.pre-filter.example.filled', 'the cell displayname is not empty'),
              },
              {
                code: "status = 'active'",
                text: t('editor.pre-filter.example.equal', 'the column status says active'),
              },
              {
                code: "department in ['Sales', 'Support']",
                text: t('editor.pre-filter.example.in', 'people of two departments'),
              },
              {
                code: "`phone number` != ''",
                text: t('editor.pre-filter.example.space', 'a column whose name has spaces'),
              },
            ]}
          />
        </Flex>
      </Panel>
    </WithTrial>
  );
};
