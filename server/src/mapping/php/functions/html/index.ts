import type { PhpFunctions } from '../define';
import { ENTITIES } from './entities';
import { STRIP_TAGS } from './strip-tags';

export { ENTITY_CONSTANTS as HTML_CONSTANTS } from './entities';

/** Texts to HTML and from it. */
export const HTML: PhpFunctions = { ...ENTITIES, strip_tags: STRIP_TAGS };
