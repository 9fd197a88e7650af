const WORDS = 'API token ';

/** An API token as the history names it among the people who have started runs. */
export const apiTokenName = (name: string): string => `${WORDS}${name}`;

/** The name of the API token that the history names so; null for a person. */
export const apiTokenIn = (starter: string): string | null =>
  starter.startsWith(WORDS) ? starter.slice(WORDS.length) : null;
