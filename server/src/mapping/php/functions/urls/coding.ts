import type { PhpArray } from '../../array';
import { toText } from '../../conversions';
import type { Run } from '../../run';
import { isArray, isClosure, type PhpText, type PhpValue } from '../../values';
import { array, define, int, nullable, type PhpFunctions, text } from '../define';

const HEX = 16;

const percent = (character: string): string =>
  `%${character.charCodeAt(0).toString(HEX).toUpperCase().padStart(2, '0')}`;

/** As forms write it: a blank is `+`. */
const formEncoded = (string: PhpText): PhpText =>
  string.replace(/[^A-Za-z0-9_.-]/g, (character) => (character === ' ' ? '+' : percent(character)));

const encoded = (string: PhpText): PhpText => string.replace(/[^A-Za-z0-9_.~-]/g, percent);

const decoded = (string: PhpText): PhpText =>
  string.replace(/%([0-9A-Fa-f]{2})/g, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, HEX))
  );

/** What a value of a form is, which may have blanks as `+`. */
export const formDecoded = (string: PhpText): PhpText => decoded(string.replaceAll('+', ' '));

type Code = (string: PhpText) => PhpText;

const coding = (code: Code) =>
  define([text('string')], (string, run) => {
    const result = code(string);
    run.text(result.length);
    return result;
  });

const RFC1738 = 1n;
const RFC3986 = 2n;

function textOfValue(value: PhpValue): PhpText | null {
  if (value === null || isClosure(value) || isArray(value)) return null;
  return value === false ? '0' : toText(value);
}

interface Query {
  prefix: PhpText;
  code: Code;
  run: Run;
}

/** The pairs of a query; the elements of an array are named by it and by their keys. */
function pairsOf(data: PhpArray, parent: PhpText | null, query: Query): PhpText[] {
  const { code, run, prefix } = query;
  return data.entries().flatMap(([key, value]) => {
    run.step();
    const own = code(`${key}`);
    const start = typeof key === 'bigint' ? code(prefix) : '';
    const name = parent === null ? start + own : `${parent}%5B${own}%5D`;
    if (isArray(value)) return run.within(() => pairsOf(value, name, query));
    const content = textOfValue(value);
    if (content === null) return [];
    run.text(name.length + content.length);
    return [`${name}=${code(content)}`];
  });
}

const http_build_query = define(
  [
    array('data'),
    text('numeric_prefix', ''),
    nullable(text('arg_separator'), null),
    int('encoding_type', RFC1738),
  ],
  (data, prefix, separator, type, run) => {
    const code = type === RFC3986 ? encoded : formEncoded;
    const pairs = pairsOf(data, null, { prefix, code, run });
    return pairs.join(separator ?? '&');
  }
);

/** Texts within addresses of the web. */
export const URL_CODING: PhpFunctions = {
  urlencode: coding(formEncoded),
  rawurlencode: coding(encoded),
  urldecode: coding(formDecoded),
  rawurldecode: coding(decoded),
  http_build_query,
};

export const URL_CODING_CONSTANTS: Readonly<Record<string, PhpValue>> = {
  PHP_QUERY_RFC1738: RFC1738,
  PHP_QUERY_RFC3986: RFC3986,
};
