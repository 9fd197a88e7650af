import type { Path } from '../../../../shared/path';
import { takesUser } from '../../../../shared/profile/field-sources';
import type { Conversion, FieldValue } from '../../../../shared/profile/fields';

/** What can be done with a value, in the order that it is offered in. */
export const CONVERSIONS = [
  'trim',
  'lower',
  'upper',
  'capitalize',
  'login',
  'phoneNumber',
  'number',
  'join',
  'default',
  'map',
  'cut',
  'split',
  'first',
  'part',
  'opposite',
] as const;
export type ConversionName = (typeof CONVERSIONS)[number];

/** Each conversion with settings by its name. */
export type ConversionOf<Name extends string> = Extract<
  Exclude<Conversion, string>,
  Record<Name, unknown>
>;

/** What the settings of a conversion are edited with. */
export interface SettingsProps<One extends Conversion> {
  /** Its place in the profile. */
  path: Path;
  /** Whether a value of the record's user can stand in. */
  isOfUser: boolean;
  conversion: One;
  onChange: (conversion: Conversion) => void;
}

/** What a conversion is called. */
export const nameOf = (conversion: Conversion): ConversionName =>
  typeof conversion === 'string'
    ? conversion
    : (CONVERSIONS.find((name) => Object.hasOwn(conversion, name)) ?? 'trim');

/** A conversion as it begins; what has to be chosen is the likeliest. */
export const newConversion = (
  name: ConversionName,
  { country, column }: { country: string; column: string }
): Conversion => {
  switch (name) {
    case 'phoneNumber':
      return { phoneNumber: country };
    case 'join':
      return { join: { columns: [column], separator: ' ' } };
    case 'default':
      return { default: '' };
    case 'map':
      return { map: {} };
    case 'cut':
      return { cut: { from: 1 } };
    case 'split':
      return { split: ',' };
    case 'part':
      return { part: 1 };
    default:
      return name;
  }
};

/** A value with other conversions. */
export const withConversions = (
  { convert: _before, ...value }: FieldValue,
  convert: Conversion[]
): FieldValue => (convert.length > 0 ? { ...value, convert } : value);

/** Adds a conversion at the end, or before what has to be the last one. */
export const added = (convert: Conversion[], conversion: Conversion): Conversion[] => {
  const last = convert.at(-1);
  return last && takesUser(last)
    ? [...convert.slice(0, -1), conversion, last]
    : [...convert, conversion];
};
