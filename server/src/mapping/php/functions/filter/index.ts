import { toText } from '../../conversions';
import { fitsInt, isArray, type PhpText, type PhpValue } from '../../values';
import type { PhpArray } from '../../array';
import { arrayOrInt, define, int, mixed, type PhpFunctions } from '../define';
import { isDomain, isEmail, isIpv4, isIpv6, isPrivate, isReserved, isUrl } from './addresses';

const FILTERS = {
  VALIDATE_INT: 257n,
  VALIDATE_BOOLEAN: 258n,
  VALIDATE_BOOL: 258n,
  VALIDATE_FLOAT: 259n,
  VALIDATE_URL: 273n,
  VALIDATE_EMAIL: 274n,
  VALIDATE_IP: 275n,
  VALIDATE_DOMAIN: 277n,
  DEFAULT: 516n,
  UNSAFE_RAW: 516n,
  SANITIZE_EMAIL: 517n,
  SANITIZE_NUMBER_INT: 519n,
  SANITIZE_NUMBER_FLOAT: 520n,
  SANITIZE_ADD_SLASHES: 523n,
} as const;

const FLAGS = {
  NONE: 0n,
  ALLOW_OCTAL: 1n,
  ALLOW_HEX: 2n,
  STRIP_LOW: 4n,
  STRIP_HIGH: 8n,
  STRIP_BACKTICK: 512n,
  ALLOW_FRACTION: 4096n,
  ALLOW_THOUSAND: 8192n,
  ALLOW_SCIENTIFIC: 16_384n,
  PATH_REQUIRED: 262_144n,
  QUERY_REQUIRED: 524_288n,
  IPV4: 1_048_576n,
  HOSTNAME: 1_048_576n,
  IPV6: 2_097_152n,
  NO_RES_RANGE: 4_194_304n,
  NO_PRIV_RANGE: 8_388_608n,
} as const;

const NULL_ON_FAILURE = 134_217_728n;

/** What an argument asks of a filter. */
interface Wishes {
  has(flag: keyof typeof FLAGS): boolean;
  option(name: string): PhpValue | undefined;
}

/** What a filter makes of a text; undefined where it is none of its kind. */
type Filter = (text: PhpText, wishes: Wishes) => PhpValue | undefined;

const trimmed = (text: PhpText): PhpText => text.replace(/^[ \t\n\r\v\0]+|[ \t\n\r\v\0]+$/g, '');

function within<Value extends bigint | number>(
  value: Value,
  { option }: Wishes
): Value | undefined {
  const [least, most] = [option('min_range'), option('max_range')];
  const isNumber = (limit: PhpValue | undefined): limit is bigint | number =>
    typeof limit === 'bigint' || typeof limit === 'number';
  if (isNumber(least) && value < least) return undefined;
  return isNumber(most) && value > most ? undefined : value;
}

function integerIn(text: PhpText, { has }: Wishes): bigint | null {
  if (/^[+-]?(?:0|[1-9]\d*)$/.test(text)) return BigInt(text.replace('+', ''));
  if (has('ALLOW_HEX') && /^0x[0-9a-f]+$/i.test(text)) return BigInt.asIntN(64, BigInt(text));
  const [, octal] = (has('ALLOW_OCTAL') && /^0o?([0-7]+)$/i.exec(text)) || [];
  return octal === undefined ? null : BigInt(`0o${octal}`);
}

const integer: Filter = (text, wishes) => {
  const value = integerIn(trimmed(text), wishes);
  return value !== null && fitsInt(value) ? within(value, wishes) : undefined;
};

const FLOAT = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;
const GROUPED = /^[+-]?\d{1,3}(?:,\d{3})+(?=\.|$|[eE])/;

const float: Filter = (text, wishes) => {
  const content = trimmed(text);
  const isGrouped = wishes.has('ALLOW_THOUSAND') && GROUPED.test(content);
  const digits = isGrouped ? content.replaceAll(',', '') : content;
  const value = FLOAT.test(digits) ? Number(digits) : NaN;
  return Number.isFinite(value) ? within(value, wishes) : undefined;
};

const boolean: Filter = (text) => {
  const word = trimmed(text).toLowerCase();
  if (['1', 'true', 'on', 'yes'].includes(word)) return true;
  return ['0', 'false', 'off', 'no', ''].includes(word) ? false : undefined;
};

const ip: Filter = (text, { has }) => {
  const isOld = isIpv4(text);
  const isAny = has('IPV4') === has('IPV6');
  const isWanted = isOld ? isAny || has('IPV4') : isIpv6(text) && (isAny || has('IPV6'));
  if (!isWanted) return undefined;
  if (has('NO_PRIV_RANGE') && isPrivate(text)) return undefined;
  return has('NO_RES_RANGE') && isReserved(text) ? undefined : text;
};

const url: Filter = (text, { has }) => {
  const required = [
    ...(has('PATH_REQUIRED') ? ['path'] : []),
    ...(has('QUERY_REQUIRED') ? ['query'] : []),
  ];
  return isUrl(text, required) ? text : undefined;
};

const raw: Filter = (text, { has }) =>
  [...text]
    .filter(
      (byte) =>
        !(has('STRIP_LOW') && byte < ' ') &&
        !(has('STRIP_HIGH') && byte > '\x7f') &&
        !(has('STRIP_BACKTICK') && byte === '`')
    )
    .join('');

const floatCharacters: Filter = (text, { has }) => {
  const more = [
    has('ALLOW_FRACTION') ? '.' : '',
    has('ALLOW_THOUSAND') ? ',' : '',
    has('ALLOW_SCIENTIFIC') ? 'eE' : '',
  ].join('');
  return text.replace(/[^0-9+-]/g, (character) => (more.includes(character) ? character : ''));
};

const BY_NUMBER: ReadonlyMap<bigint, Filter> = new Map<bigint, Filter>([
  [FILTERS.VALIDATE_INT, integer],
  [FILTERS.VALIDATE_BOOL, boolean],
  [FILTERS.VALIDATE_FLOAT, float],
  [FILTERS.VALIDATE_URL, url],
  [FILTERS.VALIDATE_EMAIL, (text) => (isEmail(text) ? text : undefined)],
  [FILTERS.VALIDATE_IP, ip],
  [
    FILTERS.VALIDATE_DOMAIN,
    (text, { has }) => {
      const isHost = has('HOSTNAME');
      return isDomain(text, isHost) || (text === '' && !isHost) ? text : undefined;
    },
  ],
  [FILTERS.UNSAFE_RAW, raw],
  [FILTERS.SANITIZE_EMAIL, (text) => text.replace(/[^A-Za-z0-9!#$%&'*+=?^_`{|}~@.[\]-]/g, '')],
  [FILTERS.SANITIZE_NUMBER_INT, (text) => text.replace(/[^0-9+-]/g, '')],
  [FILTERS.SANITIZE_NUMBER_FLOAT, floatCharacters],
  [
    FILTERS.SANITIZE_ADD_SLASHES,
    (text) => text.replace(/[\0'"\\]/g, (found) => (found === '\0' ? '\\0' : `\\${found}`)),
  ],
]);

function wishesOf(given: PhpArray | bigint): { flags: bigint; wishes: Wishes } {
  const found = isArray(given) ? given.get('flags') : given;
  const flags = typeof found === 'bigint' ? found : 0n;
  const options = isArray(given) ? (given.get('options') ?? null) : null;
  return {
    flags,
    wishes: {
      has: (flag) => (flags & FLAGS[flag]) !== 0n,
      option: (name) => (isArray(options) ? options.get(name) : undefined),
    },
  };
}

const filter_var = define(
  [mixed('value'), int('filter', FILTERS.DEFAULT), arrayOrInt('options', 0n)],
  (value, number, given): PhpValue => {
    const { flags, wishes } = wishesOf(given);
    const failure = (flags & NULL_ON_FAILURE) !== 0n ? null : false;
    if (typeof value === 'object' && value !== null) return failure;
    const result = BY_NUMBER.get(number)?.(toText(value), wishes) ?? failure;
    return result === failure ? (wishes.option('default') ?? failure) : result;
  }
);

/** Checks of texts: `filter_var`. */
export const FILTER: PhpFunctions = { filter_var };

const named = (prefix: string, values: Readonly<Record<string, bigint>>) =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [prefix + name, value]));

export const FILTER_CONSTANTS: Readonly<Record<string, PhpValue>> = {
  ...named('FILTER_', FILTERS),
  ...named('FILTER_FLAG_', FLAGS),
  FILTER_NULL_ON_FAILURE: NULL_ON_FAILURE,
};
