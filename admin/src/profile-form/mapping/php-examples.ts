import { inPhpQuotes } from '../../components/code/php';
import {
  type Columns,
  columnsIn,
  type Example,
  type Found,
  type KnownColumns,
  type Language,
  made,
} from './examples';

const quoted = (text: string): string => `"${inPhpQuotes(text, '"')}"`;

const ref = ({ name }: Found): string => `$row[${quoted(name)}]`;

function filterExamples({ group, filled }: Columns): Example[] {
  const is = group && `${ref(group)} == ${quoted(group.value)}`;
  const has = filled && `!empty(${ref(filled)})`;
  return made([
    is ? { name: 'is', code: is, column: group.name, value: group.value } : undefined,
    has ? { name: 'filled', code: has, column: filled.name } : undefined,
    is && has ? { name: 'both', code: `${is} && ${has}` } : undefined,
  ]);
}

function expressionExamples({ both, number, mobile, group, first }: Columns): Example[] {
  const other = mobile && number && mobile !== number ? mobile : undefined;
  return made([
    first && { name: 'column', code: ref(first), column: first.name },
    both && { name: 'joined', code: `trim(${both.map(ref).join(' . " " . ')})` },
    group && {
      name: 'choice',
      code: `${ref(group)} == ${quoted(group.value)} ? "…" : ${ref(group)}`,
    },
    other && number ? { name: 'default', code: `${ref(other)} ?: ${ref(number)}` } : undefined,
    first && { name: 'lower', code: `mb_strtolower(${ref(first)})` },
  ]);
}

/** Examples of the same in PHP, each a statement. */
export const phpExamplesOf = (
  language: Exclude<Language, 'template'>,
  known: KnownColumns
): Example[] => {
  const columns = columnsIn(known);
  const examples = language === 'filter' ? filterExamples(columns) : expressionExamples(columns);
  return examples.map((example) => ({ ...example, code: `return ${example.code};` }));
};
