import { columnNames, columnsByName } from '../../../../shared/column-names';
import { columnReference } from '../../../../shared/filter';
import type { RecordType } from '../../../../shared/records';
import { MASK } from '../../../../shared/text';
import { valueInTemplate } from '../../components/code/template';

/** What code is written in. */
export type Language = 'filter' | 'expression' | 'template';

/** What an example shows. */
export type ExampleName =
  | 'column'
  | 'is'
  | 'filled'
  | 'both'
  | 'ends'
  | 'joined'
  | 'login'
  | 'number'
  | 'choice'
  | 'before'
  | 'lower'
  | 'if'
  | 'default';

export interface Example {
  name: ExampleName;
  code: string;
  /** What its explanation names. */
  column?: string;
  value?: string;
}

/** The columns of a source with a value of each, as far as they are known. */
export type KnownColumns = ReadonlyMap<string, string>;

export interface Found {
  name: string;
  value: string;
}

/** Long texts, and those with quotation marks, make no example. */
const PLAIN = /^[^"\\\n]{1,40}$/u;

const isPlain = ({ value }: Found): boolean => PLAIN.test(value) && value !== MASK;

/** The columns for what examples are about, by their names, as automatic matching knows them. */
export function columnsIn(columns: KnownColumns) {
  const byName = columnsByName([...columns.keys()]);
  const all = [...columns].map(([name, value]): Found => ({ name, value }));
  const meant = (type: RecordType, attribute: string): Found | undefined => {
    const names = [attribute.toLowerCase(), ...columnNames(type, attribute)];
    const name = names.flatMap((known) => byName.get(known) ?? [])[0];
    return all.find((column) => column.name === name);
  };
  const [first, second] = all;
  const [one, other] = [meant('user', 'firstName') ?? first, meant('user', 'lastName') ?? second];
  return {
    first,
    group: [meant('user', 'groupName'), ...all].find((found) => found && isPlain(found)),
    number: meant('phonebookEntry', 'phone') ?? meant('user', 'mobileNumbers'),
    mobile: meant('user', 'mobileNumbers'),
    mail: meant('user', 'email'),
    filled: meant('user', 'extension') ?? meant('user', 'email') ?? second ?? first,
    both: one && other && one !== other ? [one, other] : undefined,
  };
}

export type Columns = ReturnType<typeof columnsIn>;

const quoted = JSON.stringify;

/** Those of the examples for which there are columns. */
export const made = (examples: readonly (Example | undefined)[]): Example[] =>
  examples.filter((one) => one !== undefined);

function filterExamples({ group, filled, mail }: Columns): Example[] {
  const is = group && `$is(${columnReference(group.name)}, ${quoted(group.value)})`;
  const has = filled && `$not($isEmpty(${columnReference(filled.name)}))`;
  const domain = /@[\w.-]+$/.exec(mail?.value ?? '')?.[0];
  const ends = mail && domain && `$endsWith(${columnReference(mail.name)}, ${quoted(domain)})`;
  return made([
    is ? { name: 'is', code: is, column: group.name, value: group.value } : undefined,
    has ? { name: 'filled', code: has, column: filled.name } : undefined,
    is && has ? { name: 'both', code: `${is} and ${has}` } : undefined,
    ends ? { name: 'ends', code: ends, column: mail.name } : undefined,
  ]);
}

function expressionExamples(
  { both, number, group, mail, first }: Columns,
  country: string
): Example[] {
  const ref = ({ name }: Found): string => columnReference(name);
  const names = both?.map(ref);
  const is = group && `$is(${ref(group)}, ${quoted(group.value)})`;
  return made([
    names && { name: 'joined', code: names.join(' & " " & ') },
    names && { name: 'login', code: `$login(${names.join(', ')})` },
    number && { name: 'number', code: `$e164(${ref(number)}, ${quoted(country)})` },
    group && { name: 'choice', code: `${is} ? "…" : ${ref(group)}` },
    mail && { name: 'before', code: `$substringBefore(${ref(mail)}, "@")` },
    first && { name: 'lower', code: `$lowercase(${ref(first)})` },
  ]);
}

function templateExamples(
  { both, number, mobile, group, filled, first }: Columns,
  country: string
): Example[] {
  const ref = ({ name }: Found): string => valueInTemplate(name);
  const shown = (code: string): string => `{{{${code}}}}`;
  const names = both?.map(ref);
  const other = mobile && mobile !== number ? `default ${ref(mobile)}` : undefined;
  return made([
    names && { name: 'joined', code: names.map(shown).join(' ') },
    names && { name: 'login', code: shown(`login ${names.join(' ')}`) },
    first && { name: 'lower', code: shown(`lower ${ref(first)}`) },
    number && { name: 'number', code: shown(`e164 ${ref(number)} ${quoted(country)}`) },
    number && other ? { name: 'default', code: shown(`${other} ${ref(number)}`) } : undefined,
    group && { name: 'choice', code: shown(`map ${ref(group)} ${quoted(group.value)} "…"`) },
    filled && {
      name: 'if',
      code: `{{#if ${ref(filled)}}}${shown(ref(filled))}{{/if}}`,
      column: filled.name,
    },
  ]);
}

/** Examples of a language in which code is written, made of the columns of the file at hand. */
export function examplesOf(language: Language, known: KnownColumns, country: string): Example[] {
  const columns = columnsIn(known);
  if (language === 'filter') return filterExamples(columns);
  return language === 'template'
    ? templateExamples(columns, country)
    : expressionExamples(columns, country);
}
