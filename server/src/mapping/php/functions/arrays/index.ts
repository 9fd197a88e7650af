import type { PhpValue } from '../../values';
import type { PhpFunctions } from '../define';
import { ARRAY_BUILDING, ARRAY_BUILDING_CONSTANTS } from './building';
import { ARRAY_CALLBACK_CONSTANTS, ARRAY_CALLBACKS } from './callbacks';
import { ARRAY_CONTENT_CONSTANTS, ARRAY_CONTENTS } from './contents';
import { ARRAY_CUSTOM_SETS } from './custom-sets';
import { MULTISORT } from './multisort';
import { ARRAY_PARTS } from './parts';
import { RANGES } from './ranges';
import { ARRAYS_OF_SEVERAL } from './several';
import { SORTING, SORTING_CONSTANTS } from './sorting';

/** Functions of arrays. */
export const ARRAYS: PhpFunctions = {
  ...ARRAY_BUILDING,
  ...ARRAY_CALLBACKS,
  ...ARRAY_CONTENTS,
  ...ARRAY_CUSTOM_SETS,
  ...ARRAY_PARTS,
  ...ARRAYS_OF_SEVERAL,
  ...MULTISORT,
  ...RANGES,
  ...SORTING,
};

export const ARRAY_CONSTANTS: Readonly<Record<string, PhpValue>> = {
  ...ARRAY_BUILDING_CONSTANTS,
  ...ARRAY_CALLBACK_CONSTANTS,
  ...ARRAY_CONTENT_CONSTANTS,
  ...SORTING_CONSTANTS,
};
