/** A first word that has a spelling of its own: an address, a file, a name with capitals or digits in it. */
const SPELLED = /^\S+?([^\p{Ll}\s'’,;:.!?)-]|[.:]\S)/u;

/** A message as it stands alone: the server's go on after the name of a field. */
export const capitalized = (message: string): string =>
  SPELLED.test(message) ? message : message.charAt(0).toUpperCase() + message.slice(1);

/** The same, with a full stop. */
export const asSentence = (message: string): string => {
  const text = capitalized(message);
  return /[.!?]$/.test(text) ? text : `${text}.`;
};
