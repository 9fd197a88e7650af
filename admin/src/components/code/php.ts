import { continuedIndent, delimitedIndent, indentNodeProp, LRLanguage } from '@codemirror/language';
import { styleTags, tags } from '@lezer/highlight';
import { parser } from '@lezer/php';

const readable = parser.configure({
  props: [
    styleTags({
      VariableName: tags.special(tags.variableName),
      'Boolean null': tags.atom,
    }),
    indentNodeProp.add({
      Block: delimitedIndent({ closing: '}' }),
      IfStatement: continuedIndent({ except: /^\s*(?:\{|else\b|elseif\b)/ }),
      'String BlockComment': () => null,
    }),
  ],
});

const beginningWith = (top: 'Program' | 'Template'): LRLanguage =>
  LRLanguage.define({
    name: 'php',
    parser: readable.configure({ top }),
    languageData: {
      commentTokens: { block: { open: '/*', close: '*/' }, line: '//' },
      closeBrackets: { brackets: ['(', '[', '{', "'", '"'] },
      indentOnInput: /^\s*(?:\}|else\b|elseif\b)$/,
    },
  });

const code = beginningWith('Program');
const tag = beginningWith('Template');

/** PHP, for highlighting: with its opening tag or, as pascom's connectors have it, without. */
export const phpOf = (text: string): LRLanguage => (/^\s*<\?/.test(text) ? tag : code);

/** A text between quotation marks as PHP writes it there. */
export const inPhpQuotes = (text: string, quote: '"' | "'"): string =>
  text.replace(quote === "'" ? /['\\]/g : /["\\$]/g, String.raw`\$&`);
