/** Unicode noncharacters, which no text contains, set the tokens of values apart from a template's own text. */
const OPEN = '\uFDD0';
const NUMBERED = '\uFDD1';
const CLOSE = '\uFDD2';

export const hasTokenCharacter = (text: string): boolean => /[\uFDD0-\uFDD2]/.test(text);

/** Stands in the rendered text for the value of this number. */
export const token = (index: number): string => OPEN + index + NUMBERED + CLOSE;

export const TOKEN_OPEN = OPEN;
export const TOKEN_CLOSE = CLOSE;

/** A text split into its own parts and the numbers of values, in turn. */
export function splitTokens(text: string): (string | number)[] {
  return text
    .split(/\uFDD0(\d+)\uFDD1\uFDD2/)
    .map((part, index) => (index % 2 === 0 ? part : Number(part)))
    .filter((part) => part !== '');
}

/** The number of the value that a whole JSON string stands for, where a token stood outside quotes. */
export function bareToken(text: string): number | null {
  const match = /^(\d+)\uFDD1$/.exec(text);
  return match ? Number(match[1]) : null;
}
