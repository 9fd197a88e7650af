import { problem } from '../../../../shared/codes/problems';
import { columnReference } from '../../../../shared/filter';
import { listOf, sourceOf, takesUser } from '../../../../shared/profile/field-sources';
import type {
  Conversion,
  FieldRecord,
  Fields,
  FieldValue,
} from '../../../../shared/profile/fields';
import { ATTRIBUTES, type RecordType } from '../../../../shared/records';
import { columnName } from '../../../../shared/text';
import type { Diagnostics } from '../diagnostics';
import { unknownField } from '../template/document';
import { isCountry } from '../values/phone-numbers';
import { HELPERS } from '../template/helpers';
import { findName, isSecretTarget, nearTo, OWNER_FIELD, shownName } from '../names';

/** A variable that stands for what a template cannot say by itself. */
export interface MadeVariable {
  name: string;
  expression: string;
  /** What it was made of: `fields.0.values.displayName`. */
  place: string;
}

/** A template of fields, and what it needs besides. */
export interface MadeTemplate {
  text: string;
  variables: MadeVariable[];
  /** The columns that it names. */
  columns: string[];
  /** What a line of it was made of; for none, the fields as a whole. */
  placeOf(line: number | null): string;
}

/** What fields may name. */
interface Known {
  /** Null where the source's columns are not known. */
  columns: readonly string[] | null;
  /** The profile's variables. */
  variables: readonly string[];
}

/**
 * The template that says what fields say: a user with its entries and phones, or these alone. Each
 * value stands on a line of its own.
 */
export function templateOf(fields: Fields, known: Known, diagnostics: Diagnostics): MadeTemplate {
  const writer = new Writer(known, diagnostics, fields);
  const all = fields.map((record, index) => ({ record, place: `fields.${index}.values` }));
  const user = all.find(({ record }) => record.type === 'user');
  const others = all.filter((one) => one !== user && Object.keys(one.record.values).length > 0);
  if (!user && others.length === 0) diagnostics.problem('fields', problem('no-fields'));
  writer.open('{');
  if (user) {
    writer.open('"user": [');
    writer.open('{');
    writer.values(user.record, user.place, true);
    if (others.length > 0) {
      writer.open('"post": {');
      writer.lists(others, true);
      writer.close('}');
    }
    writer.close('}');
    writer.close(']');
  } else writer.lists(others, false);
  writer.close('}');
  return writer.made();
}

interface Placed {
  record: FieldRecord;
  place: string;
}

/** A part of a statement: a name or literal, or a call, which needs parentheses inside another one. */
interface Term {
  text: string;
  isCall: boolean;
}

class Writer {
  private readonly lines: string[] = [];
  private readonly places = new Map<number, string>();
  private readonly variables: MadeVariable[] = [];
  private readonly columns = new Set<string>();
  private readonly taken: Set<string>;
  private depth = 0;

  constructor(
    private readonly known: Known,
    private readonly diagnostics: Diagnostics,
    fields: Fields
  ) {
    this.taken = new Set([...(known.columns ?? []), ...known.variables, ...columnsIn(fields)]);
  }

  made(): MadeTemplate {
    return {
      text: `${this.lines.join('\n')}\n`,
      variables: this.variables,
      columns: [...this.columns],
      placeOf: (line) => (line === null ? undefined : this.places.get(line)) ?? 'fields',
    };
  }

  open(text: string): void {
    this.line(text);
    this.depth += 1;
  }

  close(text: string): void {
    this.depth -= 1;
    this.line(text);
  }

  lists(records: readonly Placed[], isOfUser: boolean): void {
    const byList = new Map<string, Placed[]>();
    for (const one of records) {
      const list = listOf(one.record);
      byList.set(list, [...(byList.get(list) ?? []), one]);
    }
    for (const [list, own] of byList) {
      this.open(`"${list}": [`);
      for (const { record, place } of own) {
        this.open('{');
        this.values(record, place, isOfUser);
        this.close('}');
      }
      this.close(']');
    }
  }

  values({ type, values }: FieldRecord, at: string, isOfUser: boolean): void {
    for (const [attribute, value] of Object.entries(values)) {
      const place = `${at}.${attribute}`;
      const isOwner = attribute === OWNER_FIELD && type !== 'user' && !isOfUser;
      if (!isOwner && !Object.hasOwn(ATTRIBUTES[type], attribute)) {
        this.diagnostics.problem(place, unknownField(type, attribute, false));
        continue;
      }
      const text = this.value(type, attribute, value, place);
      this.line(`${JSON.stringify(attribute)}: "${text}"`);
      this.places.set(this.lines.length, place);
    }
  }

  /** Commas go between what stands on one level. */
  private line(text: string): void {
    const last = this.lines.length - 1;
    const before = this.lines[last];
    const closes = /^[}\]]/.test(text);
    if (before !== undefined && !closes && !/[[{]$/.test(before)) this.lines[last] = `${before},`;
    this.lines.push(`${'  '.repeat(this.depth)}${text}`);
  }

  private value(type: RecordType, attribute: string, value: FieldValue, place: string): string {
    const { convert = [] } = value;
    const { source, name } = sourceOf(value);
    if (source === 'text' && convert.length === 0) return constant(name);
    if (source === 'user') {
      if (convert.length > 0) {
        this.diagnostics.problem(`${place}.convert`, problem('user-value-converted', { name }));
      }
      return `{{{user.${name}}}}`;
    }
    const pair = isSecretTarget(`${type}.${attribute}`) ? null : pairOf(value);
    if (pair) return pair.map((column) => `{{{${this.column(column, place).text}}}}`).join(' ');
    let term = this.source(type, attribute, value, place);
    for (const [index, conversion] of convert.entries()) {
      const at = `${place}.convert.${index}`;
      if (takesUser(conversion) && index < convert.length - 1) {
        this.diagnostics.problem(at, problem('user-value-not-last'));
      } else term = this.converted(conversion, term, at);
    }
    return `{{{${term.text}}}}`;
  }

  private source(type: RecordType, attribute: string, value: FieldValue, place: string): Term {
    const { source, name } = sourceOf(value);
    if (source === 'column') return this.column(name, place);
    if (source === 'text') return this.literal(name, place);
    if (source === 'expression') return this.variable(madeName(type, attribute), name, place);
    const variable = findName(name, this.known.variables);
    if (variable === null) {
      const near = nearTo(name, this.known.variables);
      this.diagnostics.problem(
        place,
        problem('unknown-variable/fields', { name: shownName(name), near })
      );
    }
    return named(variable ?? columnName(name));
  }

  /** A column, by a variable of its own where the profile's variable of that name would hide it. */
  private column(written: string, place: string): Term {
    const { columns, variables } = this.known;
    const column = columns === null ? columnName(written) : findName(written, columns);
    if (column === null) {
      const near = nearTo(written, columns ?? []);
      const what = problem('unknown-column/fields', { name: shownName(written), near });
      this.diagnostics.warn(place, what);
    }
    const name = column ?? columnName(written);
    this.columns.add(name);
    // Handlebars has no way to write a name that ends with a backslash.
    return variables.includes(name) || name.endsWith('\\')
      ? this.variable(`${name} (column)`, columnReference(name), place)
      : named(name);
  }

  /** Handlebars has no way to write a text that ends with a backslash. */
  private literal(text: string, place: string): Term {
    if (text.endsWith('\\')) return this.variable('text', JSON.stringify(text), place);
    const quoted = text.includes("'") ? `"${text.replaceAll('"', '\\"')}"` : `'${text}'`;
    return { text: quoted, isCall: false };
  }

  private variable(wanted: string, expression: string, place: string): Term {
    const made = this.variables.find((one) => one.name === wanted && one.expression === expression);
    if (made) return named(made.name);
    let name = wanted;
    for (let number = 2; this.taken.has(name); number += 1) name = `${wanted}${number}`;
    this.taken.add(name);
    this.variables.push({ name, expression, place });
    return named(name);
  }

  private converted(conversion: Conversion, term: Term, place: string): Term {
    if (typeof conversion === 'string') return call(conversion, term);
    if ('split' in conversion) return call('split', term, this.literal(conversion.split, place));
    if ('part' in conversion) return call('part', term, number(conversion.part));
    if ('cut' in conversion) {
      const { from, length } = conversion.cut;
      return call('cut', term, number(from), ...(length === undefined ? [] : [number(length)]));
    }
    if ('phoneNumber' in conversion) {
      const country = conversion.phoneNumber;
      if (!isCountry(country)) {
        this.diagnostics.problem(place, problem('unknown-country', { country }));
        return term;
      }
      return call('e164', term, this.literal(country, place));
    }
    if ('join' in conversion) {
      const { columns, separator } = conversion.join;
      const all = columns.map((column) => this.column(column, place));
      return call('join', call('list', term, ...all), this.literal(separator, place));
    }
    if ('default' in conversion) return call('default', term, this.otherwise(conversion, place));
    const words = Object.entries(conversion.map).flat();
    const all = conversion.otherwise === undefined ? words : [...words, conversion.otherwise];
    return call('map', term, ...all.map((word) => this.literal(word, place)));
  }

  private otherwise(
    { default: given }: Extract<Conversion, { default: unknown }>,
    place: string
  ): Term {
    if (typeof given === 'string') return this.literal(given, place);
    return 'column' in given
      ? this.column(given.column, place)
      : { text: `user.${given.user}`, isCall: false };
  }
}

/** Two columns with a blank between them, of which nothing is left where one is empty. */
function pairOf({ column, convert = [] }: FieldValue): string[] | null {
  const [only, ...more] = convert;
  if (column === undefined || more.length > 0 || typeof only !== 'object') return null;
  if (!('join' in only) || only.join.separator !== ' ') return null;
  const { columns } = only.join;
  return columns.length === 1 ? [column, ...columns] : null;
}

const columnsIn = (fields: Fields): string[] =>
  fields.flatMap(({ values }) =>
    Object.values(values).flatMap(({ column, convert = [] }) => [
      ...(column === undefined ? [] : [column]),
      ...convert.flatMap((one) =>
        typeof one === 'object' && 'join' in one ? one.join.columns : []
      ),
    ])
  );

/** A text inside a JSON string that Handlebars takes as it is. */
const constant = (text: string): string =>
  JSON.stringify(text)
    .slice(1, -1)
    .replace(
      /\{(?=\{)|[\uFDD0-\uFDD2]/g,
      (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`
    );

const call = (helper: string, ...params: Term[]): Term => ({
  text: [helper, ...params.map(({ text, isCall }) => (isCall ? `(${text})` : text))].join(' '),
  isCall: true,
});

const number = (value: number): Term => ({ text: String(value), isCall: false });

const named = (name: string): Term => ({ text: reference(name), isCall: false });

/** What the variable of an expression is called: `userDisplayName`. */
export const madeName = (type: RecordType, attribute: string): string =>
  `${type}${attribute.charAt(0).toUpperCase()}${attribute.slice(1)}`;

/** A name as Handlebars reads it: in brackets unless it is a plain word. */
function reference(name: string): string {
  const isPlain = /^[A-Za-z_][\w-]*$/.test(name) && !RESERVED.has(name);
  return isPlain ? name : `[${name.replace(/[\\\]]/g, '\\$&')}]`;
}

const RESERVED = new Set([
  'this',
  'else',
  'true',
  'false',
  'null',
  'undefined',
  'as',
  ...Object.keys(HELPERS),
]);
