/** The addresses of a text: one to a line, or with commas, semicolons or spaces between them. */
export const readEmails = (text: string): string[] =>
  text.split(/[\s,;]+/).filter((address) => address !== '');
