import type { PhpFunctions } from '../define';
import { CLOCK } from './clock';
import { WRITTEN_DATES } from './strtotime';

export { CLOCK_CONSTANTS as DATE_CONSTANTS } from './clock';

/** Functions of dates and times. */
export const DATES: PhpFunctions = { ...CLOCK, ...WRITTEN_DATES };
