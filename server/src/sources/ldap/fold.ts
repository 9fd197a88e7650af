/**
 * Text as directories compare it: without case, in one Unicode form, runs of blanks as one and none
 * at the ends (RFC 4518 § 2).
 */
export const foldText = (text: string): string => foldPart(text).trim();

/** A part out of the middle of a text, whose blanks at the ends count. */
export const foldPart = (text: string): string =>
  text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ');
