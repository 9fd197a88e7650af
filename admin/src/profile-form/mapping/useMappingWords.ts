import {
  JSONATA_FUNCTIONS,
  OWN_FUNCTIONS,
  type OwnFunction,
  TEMPLATE_BLOCKS,
  TEMPLATE_HELPERS,
  TEMPLATE_LISTS,
  type TemplateHelper,
} from '../../../../shared/mapping-language';
import { ATTRIBUTES, type RecordType } from '../../../../shared/records';
import { useAttributeWords } from '../../components/changes/useAttributeWords';
import type { ExpressionWords, TemplateWords, Word } from '../../components/code/completion';
import { type Text, textTable, useText, useTextTable } from '../../hooks/useText';
import { useRunWords } from '../../hooks/useWords';
import { useListAppAttributesQuery } from '../../services/sources';
import { useProfileForm } from '../form-context';
import { useSourceColumns } from './trial-context';
import { useFieldExplanations } from './useFieldExplanations';

/** What our own functions are for. */
const FUNCTIONS = textTable<Record<OwnFunction, string>>('form.function', {
  e164: 'A phone number in international form: 0171 1234567 in DE becomes +491711234567. Internal extensions stay as they are.',
  mac: 'A MAC address written as aa:bb:cc:dd:ee:ff.',
  transliterate: 'Latin letters without accents: Jürgen Groß becomes Juergen Gross.',
  login: 'A login name made of parts: Jürgen and Groß become juergen.gross.',
  first: 'The first value of a list that is not empty.',
  splitList: 'The parts of a text between commas and semicolons, as a list.',
  hash: 'Sixteen characters that are always the same for the same text.',
  cn: 'The common name of an LDAP name: CN=Sales,OU=Groups becomes Sales.',
  is: 'True when the value is the text, or one of several, case and blanks aside.',
  has: 'True when the text stands somewhere in the value, case aside.',
  startsWith: 'True when the value begins with the text, case aside.',
  endsWith: 'True when the value ends with the text, case aside.',
  atLeast: 'True when the value is a number that is as large or larger.',
  atMost: 'True when the value is a number that is as large or smaller.',
  isEmpty: 'True when nothing is there, or only blanks.',
});

/** What the helpers of a template are for. */
const HELPERS = textTable<Record<TemplateHelper, string>>('form.helper', {
  and: 'True when every value is there. For use in an #if.',
  capitalize: 'Each word with a capital letter, the rest small: GROSS becomes Gross.',
  cut: 'Some characters: from the second on is 2, the last three are -3.',
  default: 'The value, or another one where it is empty.',
  e164: 'A phone number in international form, by the country it is of.',
  eq: 'True when both are the same. For use in an #if.',
  first: 'The first part of a list.',
  join: 'The parts of a list in one text, with a separator between them.',
  list: 'The values that are not empty, as a list.',
  login: 'A login name made of a name: Jürgen Groß becomes juergen.gross.',
  lower: 'The text in lower case.',
  map: 'Another word for some values: pairs of what is found and what it becomes.',
  ne: 'True when both differ. For use in an #if.',
  not: 'True when the value is not there. For use in an #if.',
  number: 'The value, or nothing where it says that there is no number.',
  opposite: 'No for yes and yes for no, for a column such as "Suspended" that fills "enabled".',
  or: 'The first value that is there.',
  part: 'One of a list, counted from 1; -1 is the last.',
  split: 'The parts of a text between separators, as a list.',
  trim: 'The text without spaces before and after it.',
  upper: 'The text in upper case.',
});

const wordsOf = (
  signatures: Record<string, string>,
  kind: Word['kind'],
  explanations: Record<string, string> = {}
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
  const functionTexts = useTextTable(FUNCTIONS);
  return {
    columns: useColumnWords(),
    variables: [
      ...variableWords(t, draft.variables.slice(0, variables)),
      { label: 'row', kind: 'variable', detail: t('form.word.row', 'The whole row') },
    ],
    functions: [
      ...wordsOf(OWN_FUNCTIONS, 'function', functionTexts),
      ...wordsOf(JSONATA_FUNCTIONS, 'function'),
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
    blocks: TEMPLATE_BLOCKS.map((label) => ({ label, kind: 'keyword' })),
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
