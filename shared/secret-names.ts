import { ATTRIBUTES, isSecret } from './records';
import { normalizeName } from './column-names';
import { columnName } from './text';

/** What the catalogue calls its secrets: our names, pascom's codes, and the columns that fill them. */
const KNOWN: ReadonlySet<string> = new Set(
  Object.values(ATTRIBUTES)
    .flatMap((attributes) => Object.entries(attributes))
    .filter(([, definition]) => isSecret(definition))
    .flatMap(([name, { codes = [], synonyms }]) => [name, ...codes, ...synonyms])
    .map(normalizeName)
);

/** Parts of names that nothing but a secret has, in the languages and directories that people import from. */
const PARTS =
  /passw|passwd|passphrase|passcode|kennwort|geheim|secret(?!ar)|motdepasse|contraseña|contrasena|parola|wachtwoord|senha|пароль|unicodepwd|dbcspwd|pwdhistory|admpwd|userpwd|authpwd|lmhash|nthash|principalkey|supplementalcredentials|credential|userpkcs12|otpkey|privatekey|apikey|managedpassword|hashofpassword/;

/** Names about a password that are not one: dates, counters and rules. */
const ABOUT =
  /(?:lastset|lastchange|lastchanged|changed|changedat|changetime|expire[sd]?|expiry|expiration|expirationtime|expirydate|expired|neverexpires|notrequired|required|cannotchange|canchange|mustchange|reset|count|counter|time|date|age|days|policy|policysubentry|hint|url|length|enabled|allowed|status|accountlockedtime|läuftab|abgelaufen)$|^(?:bad|last|days|next)pa?ssw|^badpwd/;

/** Words that mean a secret only when they stand alone. */
const WORDS: ReadonlySet<string> = new Set([
  'pin',
  'pins',
  'pwd',
  'pw',
  'puk',
  'otp',
  'mdp',
  'ha1',
]);

const wordsOf = (name: string): string[] =>
  name
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u);

const isSecretPart = (name: string): boolean => {
  const plain = normalizeName(name);
  if (KNOWN.has(plain)) return true;
  if (ABOUT.test(plain)) return false;
  return PARTS.test(plain) || wordsOf(name).some((word) => WORDS.has(word));
};

/**
 * Whether a column, attribute or variable is, by its name, one that holds passwords, PINs or keys:
 * the one rule for that. A header that was split at the wrong character is one when any of its
 * parts is.
 */
export const isSecretName = (name: string): boolean =>
  isSecretPart(name) || partsOf(name).some(isSecretPart);

/** What a name was before a header was split at the wrong character. */
export const partsOf = (name: string): string[] => name.split(/[,;|\t:]/);

/** Tells which cells of a row are hidden. Those of a row with too many or too few may have moved. */
export const hiddenCells = (hidden: boolean[]) => {
  const first = hidden.indexOf(true);
  return ({ length }: string[], index: number): boolean =>
    first !== -1 &&
    (length === hidden.length
      ? hidden[index] === true
      : index >= first - Math.max(0, hidden.length - length));
};

const plain = (column: string): string => columnName(column).toLowerCase();

/** Tells the columns that hold secrets: by their names, or because a mapping makes secrets of them. */
export const isHiddenColumn = (known: readonly string[]): ((column: string) => boolean) => {
  const hidden = new Set(known.map(plain));
  return (column) =>
    isSecretName(column) || [column, ...partsOf(column)].some((name) => hidden.has(plain(name)));
};
