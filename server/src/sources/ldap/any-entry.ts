import type { FilterNode } from './filter';

/** True of every entry. */
export const ANY_ENTRY: FilterNode = { type: 'present', attribute: 'objectClass' };
