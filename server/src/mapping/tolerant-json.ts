import { TOKEN_CLOSE, TOKEN_OPEN } from './tokens';

/** What had to be mended. */
export type Repair = 'commas' | 'quotes';

export interface RepairedJson {
  /** As long as the text it was made of, so that positions stay the same. */
  json: string;
  repairs: Repair[];
  /** Where brackets hold each other too deeply for a document; null where nowhere. */
  tooDeepAt: number | null;
}

/** More than any document of people needs, and far less than what the engine's stack holds. */
export const DOCUMENT_DEPTH = 100;

const TYPOGRAPHIC = /[“”„‟]/;
const CLOSING = /["“”‟]/;

/**
 * Mends what pascom's own templates have wrong once they are rendered: repeated, leading and
 * trailing commas, and typographic quotes around names and values. Tokens outside quotes become
 * strings. All else is left as it is, for the JSON parser to judge.
 */
export function repairJson(text: string): RepairedJson {
  const characters = text.split('');
  const repairs = new Set<Repair>();
  let previous = '';
  let comma = -1;
  let depth = 0;
  let tooDeepAt: number | null = null;

  for (let index = 0; index < characters.length; index++) {
    const character = characters[index] ?? '';
    if (/\s/.test(character)) continue;
    if (character === ',') {
      if (previous === '' || previous === '{' || previous === '[' || previous === ',') {
        characters[index] = ' ';
        repairs.add('commas');
      } else {
        previous = ',';
        comma = index;
      }
      continue;
    }
    if (previous === ',' && (character === '}' || character === ']')) {
      characters[comma] = ' ';
      repairs.add('commas');
    }
    if (character === '{' || character === '[') {
      depth += 1;
      if (depth > DOCUMENT_DEPTH) tooDeepAt ??= index;
    } else if (character === '}' || character === ']') {
      depth -= 1;
    } else if (character === '"') {
      index = endOfString(characters, index);
    } else if (TYPOGRAPHIC.test(character)) {
      index = straightenString(characters, index);
      repairs.add('quotes');
    } else if (character === TOKEN_OPEN) {
      characters[index] = '"';
      index = characters.indexOf(TOKEN_CLOSE, index);
      characters[index] = '"';
    }
    previous = character;
  }
  if (previous === ',') {
    characters[comma] = ' ';
    repairs.add('commas');
  }
  return { json: characters.join(''), repairs: [...repairs], tooDeepAt };
}

/** Where the string that starts at `start` ends; the end of the text where it does not. */
function endOfString(characters: readonly string[], start: number): number {
  for (let index = start + 1; index < characters.length; index++) {
    if (characters[index] === '\\') index++;
    else if (characters[index] === '"') return index;
  }
  return characters.length;
}

function straightenString(characters: string[], start: number): number {
  characters[start] = '"';
  for (let index = start + 1; index < characters.length; index++) {
    if (characters[index] === '\\') index++;
    else if (CLOSING.test(characters[index] ?? '')) {
      characters[index] = '"';
      return index;
    }
  }
  return characters.length;
}
