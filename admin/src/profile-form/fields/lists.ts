/** Names of attributes, as people separate them: spaces, commas, semicolons or lines. */
export const readNames = (text: string): string[] => [
  ...new Set(text.split(/[\s,;]+/).filter((name) => name !== '')),
];

/** One entry to a line: a DN has commas and spaces of its own. */
export const readLines = (text: string): string[] => [
  ...new Set(
    text
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '')
  ),
];
