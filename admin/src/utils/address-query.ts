/** What people type goes into an address under this name, as in Strapi's own lists. */
const TYPED = '_q';

/**
 * What a change makes of an address. Strapi's `useQueryParams` reads an address decoded and writes it as it is; so a text
 * that was typed before, and stays, is encoded again. (Strapi's own function for it came with 5.54.)
 */
export const withTypedText = <Query extends { [TYPED]?: unknown }, Changes extends object>(
  query: Query,
  changes: Changes
): Changes & { [TYPED]?: string } => {
  const typed = query[TYPED];
  return typeof typed === 'string' ? { [TYPED]: encodeURIComponent(typed), ...changes } : changes;
};
