import {
  JSONATA_FUNCTIONS,
  OWN_FUNCTIONS,
  TEMPLATE_BLOCKS,
  TEMPLATE_HELPERS,
  TEMPLATE_LISTS,
} from '../../../../shared/mapping-language';
import { ATTRIBUTES, type RecordType } from '../../../../shared/records';
import { useAttributeWords } from '../../components/changes/useAttributeWords';
import type { ExpressionWords, TemplateWords, Word } from '../../components/code/completion';
import { type Text, useText, useTextTable } from '../../hooks/useText';
import { useRunWords } from '../../hooks/useWords';
import { useListAppAttributesQuery } from '../../services/sources';
import { useProfileForm } from '../form-context';
import { useSourceColumns } from './trial-context';
import { BLOCKS, FUNCTIONS, HELPERS, JSONATA } from './language-texts';
import { useFieldExplanations } from './useFieldExplanations';

const wordsOf = (
  signatures: Record<string, string>,
  kind: Word['kind'],
  explanations: Record<string, string>
): Word[] =>
  Object.entries(signatures).map(([label, detail]) => ({
    label,
    kind,
    detail,
    info: explanations[label],
  }));

const variableWords = (t: Text, variables: { name: string; expression: string }[]): Word[] =>
  variables
    .filter(({ name }) => name.trim() !== '')
    .map(({ name }) => ({
      label: name,
      kind: 'variable',
      detail: t('form.word.variable', 'Variable'),
    }));

const useColumnWords = (): Word[] => {
  const t = useText();
  const detail = t('form.word.column', 'Column');
  return useSourceColumns().map((label) => ({ label, kind: 'column', detail }));
};

/** What an expression can name; `variables`: how many of the variables are defined before it. */
export const useExpressionWords = (variables: number): ExpressionWords => {
  const t = useText();
  const { draft } = useProfileForm();
  const ownTexts = useTextTable(FUNCTIONS);
  const jsonataTexts = useTextTable(JSONATA);
  return {
    columns: useColumnWords(),
    variables: [
      ...variableWords(t, draft.variables.slice(0, variables)),
      { label: 'row', kind: 'variable', detail: t('form.word.row', 'The whole row') },
    ],
    functions: [
      ...wordsOf(OWN_FUNCTIONS, 'function', ownTexts).map((word) => ({ ...word, isOwn: true })),
      ...wordsOf(JSONATA_FUNCTIONS, 'function', jsonataTexts),
    ],
  };
};

/** What a template can name. */
export const useTemplateWords = (): TemplateWords => {
  const t = useText();
  const { draft } = useProfileForm();
  const words = useRunWords();
  const { data: app } = useListAppAttributesQuery();
  const attributeWord = useAttributeWords();
  const columns = useColumnWords();
  const variables = variableWords(t, draft.variables);
  const defined = new Set(variables.map(({ label }) => label));
  const explanationOf = useFieldExplanations();
  const helperTexts = useTextTable(HELPERS);
  const blockTexts = useTextTable(BLOCKS);
  const post: Word = {
    label: 'post',
    kind: 'list',
    detail: t('form.word.post', 'What hangs on this record'),
  };

  const fieldsOf = (type: RecordType): Word[] => [
    ...Object.entries({ ...ATTRIBUTES[type], ...app?.[type] }).flatMap(
      ([attribute, { codes = [] }]) =>
        [attribute, ...codes].map((label): Word => ({
          label,
          kind: 'field',
          detail: attributeWord(attribute),
          info: explanationOf(type, attribute),
        }))
    ),
    post,
  ];

  return {
    values: [...variables, ...columns.filter(({ label }) => !defined.has(label))],
    helpers: wordsOf(TEMPLATE_HELPERS, 'helper', helperTexts),
    blocks: TEMPLATE_BLOCKS.map((label) => ({ label, kind: 'keyword', info: blockTexts[label] })),
    lists: Object.entries(TEMPLATE_LISTS).map(([label, { type }]) => ({
      label,
      kind: 'list',
      detail: words.type(type),
    })),
    fields: {
      user: fieldsOf('user'),
      phonebookEntry: fieldsOf('phonebookEntry'),
      phone: fieldsOf('phone'),
    },
  };
};
