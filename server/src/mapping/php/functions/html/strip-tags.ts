import type { PhpArray } from '../../array';
import { toText } from '../../conversions';
import { isArray, type PhpText } from '../../values';
import { arrayOrText, define, nullable, text } from '../define';
import { lower } from '../strings/bytes';

const BLANK = /^[ \t\n\r\v\f]$/;

/** A tag as it is looked for among those that may stay: its name in `<` and `>`. */
function nameOf(tag: PhpText): PhpText {
  const [, inner = ''] = /^<[ \t\n\r\v\f]*([^ \t\n\r\v\f>]*)/.exec(lower(tag)) ?? [];
  return `<${inner.replace(/^\/|\/$/g, '')}>`;
}

function allowedIn(given: PhpArray | PhpText | null): PhpText {
  if (!isArray(given)) return lower(given ?? '');
  const names = given.values().map((tag) => `<${lower(toText(tag))}>`);
  return names.join('');
}

/** What makes `<?xml` of an `l`; PHP does not look for it at the very start of a text. */
const XML = '<?xm';

const isQuote = (character: string): boolean => character === '"' || character === "'";

type Handler = (character: string, place: number) => void;

/** Leaves out tags, comments and PHP, byte by byte as PHP does, which is no parser of HTML. */
class Stripper {
  private result = '';
  private tag = '';
  private depth = 0;
  /** The quote that is open: nothing ends within it. */
  private quote = '';
  private parentheses = 0;
  /** The quote or parenthesis that the PHP code had last. */
  private lastOfCode = '';
  private isXml = false;

  constructor(
    private readonly bytes: PhpText,
    private readonly allowed: PhpText
  ) {}

  text(): PhpText {
    for (let place = 0; place < this.bytes.length; place++) {
      const character = this.bytes.charAt(place);
      if (character !== '\0') this.handle(character, place);
    }
    return this.result;
  }

  private readonly inText: Handler = (character, place) => {
    if (character === '<') {
      if (this.quote !== '') return;
      if (BLANK.test(this.bytes.charAt(place + 1))) this.result += character;
      else this.enter(this.inTag, character);
    } else if (character !== '>' || this.closes()) {
      this.result += character;
    }
  };

  private readonly inTag: Handler = (character, place) => {
    if (character === '<' && !BLANK.test(this.bytes.charAt(place + 1))) {
      if (this.quote === '') this.depth += 1;
    } else if (character === '>') {
      const isEnd = this.closes() && !(this.isXml && this.follows(place, '-'));
      if (isEnd) this.endTag();
    } else if (character === '!' && this.follows(place, '<')) {
      this.handle = this.inDeclaration;
    } else if (character === '?' && this.follows(place, '<')) {
      this.parentheses = 0;
      this.handle = this.inCode;
    } else {
      if (isQuote(character)) this.toggle(character);
      this.enter(this.inTag, character);
    }
  };

  private readonly inCode: Handler = (character, place) => {
    const isQuoted = isQuote(this.lastOfCode);
    if ((character === '(' || character === ')') && !isQuoted) {
      this.lastOfCode = character;
      this.parentheses += character === '(' ? 1 : -1;
    } else if (character === '>') {
      const isEnd =
        this.closes() &&
        this.parentheses === 0 &&
        this.lastOfCode !== '"' &&
        this.follows(place, '?');
      if (isEnd) this.end();
    } else if (isQuote(character) && !this.follows(place, '\\')) {
      this.lastOfCode = this.lastOfCode === character ? '' : character;
      this.toggle(character);
    } else if (lower(character) === 'l' && place > XML.length && this.follows(place, XML)) {
      this.isXml = true;
      this.handle = this.inTag;
    }
  };

  private readonly inDeclaration: Handler = (character, place) => {
    if (character === '>') {
      if (this.closes()) this.end();
    } else if (isQuote(character)) {
      if (!this.follows(place, '\\')) this.toggle(character);
    } else if (character === '-' && this.follows(place, '!-')) {
      this.handle = this.inComment;
    } else if (lower(character) === 'e' && this.follows(place, '<!doctyp')) {
      this.handle = this.inTag;
    }
  };

  private readonly inComment: Handler = (character, place) => {
    if (character === '>' && this.quote === '' && this.follows(place, '--')) this.end();
  };

  private handle: Handler = this.inText;

  private follows(place: number, earlier: string): boolean {
    return lower(this.bytes.slice(Math.max(place - earlier.length, 0), place)) === earlier;
  }

  /** Whether a `>` closes what is open, and not something within it. */
  private closes(): boolean {
    if (this.depth === 0) return this.quote === '';
    this.depth -= 1;
    return false;
  }

  private toggle(character: string): void {
    if (this.quote === '') this.quote = character;
    else if (this.quote === character) this.quote = '';
  }

  private enter(handler: Handler, character: string): void {
    this.handle = handler;
    if (this.allowed !== '') this.tag += character;
  }

  private endTag(): void {
    const tag = `${this.tag}>`;
    if (this.allowed !== '' && this.allowed.includes(nameOf(tag))) this.result += tag;
    this.end();
  }

  private end(): void {
    this.handle = this.inText;
    this.quote = '';
    this.isXml = false;
    this.tag = '';
  }
}

/** `strip_tags` */
export const STRIP_TAGS = define(
  [text('string'), nullable(arrayOrText('allowed_tags'), null)],
  (string, allowed) => new Stripper(string, allowedIn(allowed)).text()
);
