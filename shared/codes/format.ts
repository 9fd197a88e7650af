import { IntlMessageFormat } from 'intl-messageformat';

import { partsOfKey } from '../identity';
import { languageOf, type Words } from '../languages';
import { visible } from '../text';
import { CATALOGUE, hasTrait } from './catalogue';
import type { Params, ParamType, Problem, StoredProblem } from './kinds';
import { isProblem } from './problems';

/** How many of a list of names are shown. */
const SHOWN_NAMES = 8;

/** Finds a text by its id, such as `conflict.message`; undefined where a language has none. */
export type Lookup = (id: string) => string | undefined;

type Value = string | number;
type Types = Readonly<Record<string, ParamType>>;

/** Codes that differ only in the attribute they are about have their text in common. */
const familyOf = (code: string): string => `${code.slice(0, code.indexOf('-'))}-*`;

/**
 * The key of the text that belongs to a code with these values: its own, that of its family, or one
 * that stands in for it.
 */
const keyOf = ({ code, params }: Problem): string | undefined => {
  const { variant } = params;
  const keys =
    typeof variant === 'string'
      ? [`${code}/${variant}`, `${familyOf(code)}/${variant}`, variant]
      : [code];
  return keys.find((key) => Object.hasOwn(CATALOGUE, key));
};

/**
 * Whether the text of a problem may hold what stands in the rows of the source, which is not for
 * everybody to see. So may one that this version does not know, or that has no values.
 */
export const mayHoldRowValues = ({ code, params }: StoredProblem): boolean => {
  const key = params ? keyOf({ code, params }) : undefined;
  if (!params || key === undefined) return true;
  if (CATALOGUE[key]?.kind === 'row' || hasTrait(code, 'rowValues')) return true;
  return Object.values(params).flat().filter(isProblem).some(mayHoldRowValues);
};

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

const isOptional = (type: ParamType): boolean => typeof type === 'string' && type.endsWith('?');

/** True where another version has given other values than this one's text names. */
const lacksAny = (types: Types, params: Params): boolean =>
  Object.entries(types).some(([name, type]) => !isOptional(type) && params[name] === undefined);

/** What is more than words in a message: a text without it is made of nothing else. */
const NAMES_ANYTHING = /[{'}]/;
/** The end of a sentence, perhaps within quotation marks; French ones have a space before them. */
const ENDED = /[.!?…](?:["”“]|\s?»)?$/;

/** A text that another sentence can follow. Its first letter stays: it may be a host's or a column's. */
const ended = (text: string): string => (ENDED.test(text) ? text : `${text}.`);

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** Makes the texts of one language. */
export class CodeTexts {
  private readonly compiled = new Map<string, IntlMessageFormat>();

  constructor(
    private readonly locale: string,
    private readonly lookup: Lookup
  ) {}

  /** What is wrong and what to do; null for what is not in the catalogue, as an older or newer version may have stored it. */
  text(coded: Problem): string | null {
    const message = this.part('message', coded);
    if (message === null) return null;
    const text = this.joined(message, this.part('advice', coded));
    const notes = this.texts(listOf(coded.params['notes']));
    return notes.reduce((all, note) => `${ended(all)} ${note}`, text);
  }

  /** The same, with the text that an older version may have stored where it has no values. */
  textOrStored({ code, params, message }: StoredProblem): string {
    return (params ? this.text({ code, params }) : null) ?? message ?? code;
  }

  /** One part of it. */
  part(part: 'message' | 'advice', coded: Problem): string | null {
    const key = keyOf(coded);
    if (key === undefined) return null;
    const id = `${key}.${part}`;
    const source = this.lookup(id);
    const types = CATALOGUE[key]?.params ?? {};
    if (source === undefined || lacksAny(types, coded.params)) return null;
    if (!NAMES_ANYTHING.test(source)) return source;
    return String(this.compile(id, source).format(this.values(types, coded.params)));
  }

  /** A code in a few words. */
  title(code: string): string | null {
    return this.lookup(`${code}.title`) ?? null;
  }

  /** What people call one of the connector's things; its own name where there is no word for it. */
  word(group: 'attribute' | 'directory' | 'status' | 'type', name: string): string {
    return this.lookup(`words.${group}.${name}`) ?? name;
  }

  /** The word for an attribute where it stands alone; null where there is none. */
  label(attribute: string): string | null {
    const word = this.lookup(`words.attribute.${attribute}`);
    return word === undefined ? null : capital(word);
  }

  /** Two parts of a text: what is wrong, and what to do about it. */
  private joined(one: string, other: string | null): string {
    if (!other) return one;
    return `${one}${ENDED.test(one) || one.endsWith(':') ? '' : this.mark('colon', ':')} ${other}`;
  }

  private mark(name: 'colon' | 'semicolon', usual: string): string {
    return this.lookup(`words.${name}`) ?? usual;
  }

  private compile(id: string, source: string): IntlMessageFormat {
    const known = this.compiled.get(id);
    if (known) return known;
    const made = new IntlMessageFormat(source, this.locale, undefined, { ignoreTag: true });
    this.compiled.set(id, made);
    return made;
  }

  private values(types: Types, params: Params): Record<string, Value> {
    const values: Record<string, Value> = {};
    for (const [name, type] of Object.entries(types)) {
      for (const [form, value] of this.formsOf(name, type, params[name])) values[form] = value;
    }
    return values;
  }

  /** A value in words; one that may be missing has `has_…` beside it. */
  private formsOf(name: string, type: ParamType, value: unknown): [string, Value][] {
    if (typeof type !== 'string') return [[name, String(value)]];
    const isMissing =
      value === null || value === undefined || (Array.isArray(value) && value.length === 0);
    const words = isMissing ? '' : value;
    if (!isOptional(type)) return this.wordsOf(name, type, words);
    const own = isMissing ? [] : this.wordsOf(name, type.slice(0, -1), words);
    return [[name, ''], ...own, [`has_${name}`, isMissing ? 'no' : 'yes']];
  }

  private wordsOf(name: string, type: string, value: unknown): [string, Value][] {
    const all = listOf(value);
    switch (type) {
      case 'number':
        return [[name, Number(value)]];
      case 'flag':
        return [[name, value === true ? 'yes' : 'no']];
      case 'words': {
        // An older version stored them in fewer languages.
        const words = value as Partial<Words>;
        return [[name, words[languageOf(this.locale)] ?? words.en ?? '']];
      }
      case 'date':
        return [[name, this.date(String(value))]];
      case 'time':
        return [[name, this.time(String(value))]];
      case 'type':
        return this.typeForms(name, String(value));
      case 'attribute': {
        // What records are known by may be several together.
        const words = partsOfKey(String(value)).map((part) => this.word('attribute', part));
        const word = words.join(' + ');
        return [
          [name, word],
          [`${name}_start`, capital(word)],
        ];
      }
      case 'attributes':
        return [[name, all.map((one) => this.word('attribute', String(one))).join(', ')]];
      case 'names':
        return [[name, this.named(all)]];
      case 'status':
        return [[name, this.word('status', String(value))]];
      case 'list':
      case 'numbers':
        return [[name, all.map((one) => visible(String(one))).join(', ')]];
      case 'coded':
        return [[name, this.texts([value]).join('')]];
      case 'series':
        return [[name, this.texts(all).join(', ')]];
      case 'causes':
        return [[name, this.causes(all).join(`${this.mark('semicolon', ';')} `)]];
      case 'sentences':
        return [[name, this.texts(all).map(ended).join(' ')]];
      case 'lines':
        return [[name, this.texts(all).join('\n')]];
      default:
        return [[name, visible(String(value))]];
    }
  }

  private texts(all: unknown[]): string[] {
    return all.filter(isProblem).map((one) => this.textOrStored(one));
  }

  private causes(all: unknown[]): string[] {
    return all
      .filter(isProblem)
      .map(({ code, params }) => (params ? this.part('message', { code, params }) : null) ?? code);
  }

  private typeForms(name: string, type: string): [string, Value][] {
    const forms = (this.lookup('words.forms') ?? '').split(' ').filter((form) => form !== '');
    return [
      [name, this.word('type', type)],
      [`${name}_kind`, type],
      ...forms.map((form): [string, Value] => [
        `${name}_${form}`,
        this.word('type', `${type}.${form}`),
      ]),
    ];
  }

  private named(names: unknown[]): string {
    const [open = '"', close = '"'] = (this.lookup('words.quotes') ?? '" "').split(' ');
    const shown = names
      .slice(0, SHOWN_NAMES)
      .map((one) => `${open}${visible(String(one))}${close}`);
    return [...shown, ...(names.length > SHOWN_NAMES ? ['…'] : [])].join(', ');
  }

  private date(iso: string): string {
    const [year = '', month = '', day = ''] = iso.slice(0, 10).split('-');
    const pattern = this.lookup('words.date') ?? 'Y-M-D';
    return pattern.replace('Y', year).replace('M', month).replace('D', day);
  }

  private time(iso: string): string {
    return `${this.date(iso)} ${iso.slice(11, 19)} UTC`;
  }
}
