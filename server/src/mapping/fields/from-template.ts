import type { FieldMapping, WrittenMapping } from '../../../../shared/contracts/mapping';
import { columnReference } from '../../../../shared/filter';
import { PLAIN_CONVERSIONS, SOFTPHONES } from '../../../../shared/profile/field-sources';
import type {
  Conversion,
  FieldRecord,
  Fields,
  FieldValue,
} from '../../../../shared/profile/fields';
import type { RecordType } from '../../../../shared/records';
import { columnName } from '../../../../shared/text';
import { Diagnostics } from '../diagnostics';
import { findPhoneColumns } from '../template/document';
import { madeName } from '.';
import { type JsonTemplate, type Part, parseJsonTemplate } from '../template/json-template';
import { findAttribute, findName, OWNER_FIELD } from '../names';
import { parseTemplate } from '../template';
import { asPath, isContent, isMustache, isPath, isSubExpression } from '../template/syntax';
import { token } from '../values/rendered';

/** The template says more than fields can. */
class SaysMore extends Error {}

function never(): never {
  throw new SaysMore();
}

/**
 * The fields that a template stands for, and the variables that are left: expressions that were
 * made of fields go back into them. Null where it says more than fields can, or where the records
 * that it asks for would have other places.
 *
 * @param columns null where the source's columns are not known
 */
export function fieldsOfTemplate(
  { template, variables }: WrittenMapping,
  columns: readonly string[] | null
): FieldMapping | null {
  try {
    const { root, outputs } = documentOf(template);
    const reader = new Reader(outputs, variables, columns);
    return { fields: reader.fields(root), variables: reader.variablesLeft() };
  } catch (error) {
    if (error instanceof SaysMore) return null;
    throw error;
  }
}

type Mustache = hbs.AST.MustacheStatement;

/** A template without blocks: its document, and what is put in. */
function documentOf(text: string): { root: Part; outputs: Mustache[] } {
  const program = parseTemplate(text, new Diagnostics());
  if (!program || text.trim() === '') return never();
  const outputs: Mustache[] = [];
  const parts = program.body.map((statement) => {
    if (isMustache(statement)) return token(outputs.push(statement) - 1);
    return isContent(statement) ? statement.value : never();
  });
  let document: JsonTemplate;
  try {
    document = parseJsonTemplate(parts.join(''));
  } catch {
    return never();
  }
  return document.repairs.length === 0 ? { root: document.root, outputs } : never();
}

/** Lists whose records have the places that fields give them. */
const LISTS: Readonly<Record<string, RecordType>> = {
  phonebookEntry: 'phonebookEntry',
  phone: 'phone',
  [SOFTPHONES]: 'phone',
};
const USERS = ['user', 'identity'];
const SOFTPHONE: FieldValue = { text: 'softphone' };

const partsOf = (part: Part | undefined): Map<string, Part> => {
  if (part?.kind !== 'object') return never();
  return new Map(
    part.fields.map(({ name, part: value }) =>
      name.kind === 'constant' ? [String(name.value), value] : never()
    )
  );
};

const itemsOf = (part: Part | undefined): readonly Part[] =>
  part?.kind === 'list' ? part.items : never();

class Reader {
  private readonly names: string[];
  private readonly kept = new Set<string>();
  private readonly dropped = new Set<string>();

  constructor(
    private readonly outputs: readonly Mustache[],
    private readonly variables: WrittenMapping['variables'],
    private readonly columns: readonly string[] | null
  ) {
    this.names = variables.map(({ name }) => columnName(name));
  }

  /** A variable that another expression reads stays as well. */
  variablesLeft(): WrittenMapping['variables'] {
    const texts = this.variables.map(({ expression }) => expression).join('\n');
    return this.variables.filter(
      ({ name }) => !this.dropped.has(name) || this.kept.has(name) || texts.includes(`$${name}`)
    );
  }

  fields(root: Part): Fields {
    const lists = partsOf(root);
    const [[name = '', list] = []] = lists;
    if (!USERS.includes(name)) return this.lists(lists, false);
    const [record, ...more] = itemsOf(list);
    if (lists.size > 1 || more.length > 0) return never();
    const values = partsOf(record);
    const post = values.get('post');
    values.delete('post');
    const children = post ? this.lists(partsOf(post), true) : [];
    return [
      { type: 'user', values: this.values('user', values, true) },
      ...children,
      ...this.phoneOfColumns(children),
    ];
  }

  private lists(lists: ReadonlyMap<string, Part>, isOfUser: boolean): Fields {
    return [...lists].flatMap(([name, list]) => {
      const type = Object.hasOwn(LISTS, name) ? LISTS[name] : undefined;
      if (type === undefined) return never();
      return itemsOf(list).map((item): FieldRecord => {
        const values = this.values(type, partsOf(item), isOfUser);
        const isSoftphone = values.kind?.text === SOFTPHONE.text && !values.kind?.convert;
        if (name !== SOFTPHONES) return isSoftphone ? never() : { type, values };
        if (values.kind && !isSoftphone) return never();
        return { type, values: { ...values, kind: SOFTPHONE } };
      });
    });
  }

  private values(
    type: RecordType,
    parts: ReadonlyMap<string, Part>,
    isOfUser: boolean
  ): FieldRecord['values'] {
    const values: FieldRecord['values'] = {};
    for (const [name, part] of parts) {
      const isOwner = name === OWNER_FIELD && !isOfUser;
      const attribute = isOwner ? OWNER_FIELD : findAttribute(type, name);
      if (attribute === null || Object.hasOwn(values, attribute)) return never();
      values[attribute] = this.value(part, madeName(type, attribute));
    }
    return Object.keys(values).length > 0 ? values : never();
  }

  /** By a template that makes no phone, a user has the phone that pascom's columns give. */
  private phoneOfColumns(children: Fields): Fields {
    const names = [...new Set([...(this.columns ?? []), ...this.names])];
    const found = findPhoneColumns(names);
    const isMade = children.some(
      ({ type, values }) => type === 'phone' && (!values.kind || values.kind.text === 'desk')
    );
    if (!found || isMade) return [];
    const values = [...found].map(([attribute, name]) => [attribute, this.named(name)] as const);
    return [{ type: 'phone', values: Object.fromEntries(values) }];
  }

  private value(part: Part, made: string): FieldValue {
    if (part.kind === 'constant') {
      return typeof part.value === 'string' ? { text: part.value } : never();
    }
    if (part.kind !== 'text') return never();
    const [first, blank, second, ...more] = part.pieces;
    if (typeof first !== 'number') return never();
    const value = this.output(first, made);
    if (blank === undefined) return value;
    if (blank !== ' ' || typeof second !== 'number' || more.length > 0) return never();
    return this.pair(value, this.output(second, made));
  }

  /** Two columns with a blank between them. */
  private pair(one: FieldValue, other: FieldValue): FieldValue {
    if (one.column === undefined || other.column === undefined) return never();
    if (one.convert || other.convert) return never();
    return { ...one, convert: [{ join: { columns: [other.column], separator: ' ' } }] };
  }

  private output(index: number, made: string): FieldValue {
    const statement = this.outputs[index];
    if (!statement || statement.hash) return never();
    const { path, params } = statement;
    return params.length > 0
      ? this.converted(asPath(path).original, params, made)
      : this.path(path, made);
  }

  private term(node: hbs.AST.Expression | undefined, made: string): FieldValue {
    if (node === undefined) return never();
    const literal = this.literal(node);
    if (literal) return literal;
    if (!isSubExpression(node)) return this.path(node, made);
    if (node.hash) return never();
    return this.converted(asPath(node.path).original, node.params, made);
  }

  private path(node: hbs.AST.Expression, made: string): FieldValue {
    if (!isPath(node)) return never();
    const { parts, depth, data, original } = node;
    if (depth > 0 || data || /^(?:\.|this\b)/.test(original)) return never();
    const [name = '', attribute, ...more] = parts;
    if (attribute === undefined) return this.named(name, made);
    const known = [...(this.columns ?? []), ...this.names];
    const isUser = name === OWNER_FIELD && findName(name, known) === null;
    return isUser && more.length === 0 ? { user: attribute } : never();
  }

  /** What a name stands for: a column, a variable, or what was made a variable to stand here. */
  private named(given: string, made = ''): FieldValue {
    const name =
      this.columns?.includes(given) && !this.names.includes(given)
        ? null
        : findName(given, this.names);
    if (name === null) return { column: given };
    const { expression = '' } = this.variables[this.names.indexOf(name)] ?? {};
    const column = /^(.*) \(column\)\d*$/su.exec(name)?.[1];
    if (column !== undefined && expression === columnReference(column)) {
      this.dropped.add(name);
      return { column };
    }
    if (made !== '' && name.startsWith(made) && /^\d*$/.test(name.slice(made.length))) {
      this.dropped.add(name);
      return { expression };
    }
    this.kept.add(name);
    return { variable: name };
  }

  private converted(
    helper: string,
    [first, ...params]: readonly hbs.AST.Expression[],
    made: string
  ): FieldValue {
    if (helper === 'join') return this.joined(first, params, made);
    const value = this.term(first, made);
    return through(value, this.conversion(helper, params));
  }

  private joined(
    list: hbs.AST.Expression | undefined,
    params: readonly hbs.AST.Expression[],
    made: string
  ): FieldValue {
    if (!list || !isSubExpression(list) || asPath(list.path).original !== 'list') return never();
    if (list.hash || params.length !== 1) return never();
    const [first, ...others] = list.params;
    const value = this.term(first, made);
    const columns = others.map((other) => this.path(other, '').column ?? never());
    return through(value, { join: { columns, separator: this.text(params[0]) } });
  }

  private conversion(helper: string, params: readonly hbs.AST.Expression[]): Conversion {
    const plain = PLAIN_CONVERSIONS.find((name) => name === helper);
    if (plain) return params.length === 0 ? plain : never();
    const [first, second] = params;
    const has = (least: number, most = least): boolean =>
      params.length >= least && params.length <= most;
    if (helper === 'split' && has(1)) return { split: this.text(first) };
    if (helper === 'part' && has(1)) return { part: this.number(first) };
    if (helper === 'e164' && has(1)) return { phoneNumber: this.text(first) };
    if (helper === 'cut' && has(1, 2)) {
      const length = second && { length: this.number(second) };
      return { cut: { from: this.number(first), ...length } };
    }
    if (helper === 'default' && has(1)) return { default: this.otherwise(first) };
    return helper === 'map' ? this.map(params.map((param) => this.text(param))) : never();
  }

  private map(words: readonly string[]): Conversion {
    const pairs = Array.from({ length: Math.floor(words.length / 2) }, (_, index) => [
      words[2 * index] ?? '',
      words[2 * index + 1] ?? '',
    ]);
    const map = Object.fromEntries(pairs) as Record<string, string>;
    if (Object.keys(map).length < pairs.length) return never();
    return words.length % 2 === 0 ? { map } : { map, otherwise: words.at(-1) ?? '' };
  }

  private otherwise(
    node: hbs.AST.Expression | undefined
  ): Extract<Conversion, { default: unknown }>['default'] {
    const { column, user, text } = this.term(node, '');
    if (column !== undefined) return { column };
    if (user !== undefined) return { user };
    return text ?? never();
  }

  private text(node: hbs.AST.Expression | undefined): string {
    return this.literal(node)?.text ?? never();
  }

  /** A text, or the variable that stands for one that Handlebars cannot write. */
  private literal(node: hbs.AST.Expression | undefined): FieldValue | null {
    if (node?.type === 'StringLiteral') return { text: (node as hbs.AST.StringLiteral).value };
    if (!node || !isPath(node) || !/^text\d*$/.test(node.original)) return null;
    const index = this.names.indexOf(node.original);
    const expression = this.variables[index]?.expression ?? '';
    if (!/^".*\\\\"$/s.test(expression)) return null;
    this.dropped.add(node.original);
    return { text: JSON.parse(expression) as string };
  }

  private number(node: hbs.AST.Expression | undefined): number {
    return node?.type === 'NumberLiteral' ? (node as hbs.AST.NumberLiteral).value : never();
  }
}

/** A value that goes through one conversion more. */
const through = (value: FieldValue, conversion: Conversion): FieldValue =>
  value.user === undefined
    ? { ...value, convert: [...(value.convert ?? []), conversion] }
    : never();
