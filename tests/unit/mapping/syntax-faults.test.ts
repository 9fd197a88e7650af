import { checkMapping } from '../../../server/src/mapping';
import { codeTexts } from '../../../shared/codes/texts';
import { definition } from './support';

const said = (part: Parameters<typeof definition>[0], language: string): string[] =>
  checkMapping(definition(part)).map((found) => codeTexts(language).textOrStored(found));

describe('what is wrong with syntax is said in words', () => {
  it.each([
    ['a == b', 'compare with one "="'],
    ['a === b', 'compare with one "="'],
    ['a !== b', 'is written !='],
    ['a <> b', 'is written !='],
    ['a =! b', 'is written !='],
    ['a && b', 'are written in words'],
    ['a || b', 'are written in words'],
    ['!a', 'is written $not(…)'],
    ['"abc', 'a quotation mark is missing'],
    ['`abc', 'a "`" is missing'],
    ['(a', 'a ")" is missing'],
    ['[a (', 'a ")" is missing'],
    ['$trim(a]', 'a ")" is missing before "]"'],
    ['a)', 'one ")" too many'],
    ['a & ', 'something is missing at the end'],
    ['a & & b', 'a value is missing before "&"'],
    ['first name', '"name" follows something that it is not joined to'],
    ['a := 1', '":=" gives a value to a variable'],
    ['a; b', 'need parentheses'],
    ['/abc', 'a "/" is missing'],
    ['"a\\q"', '"\\q" means nothing'],
  ])('expression %s: %s', (preFilter, text) => {
    const [only] = said({ preFilter }, 'en');
    expect(only).toContain(text);
    expect(said({ preFilter }, 'de')[0]).toMatch(
      /^Der Ausdruck ist kein gültiges JSONata: [\p{Ll}„]/u
    );
  });

  it.each([
    ['{{a', "what begins with '{{' has no '}}'"],
    ['{{a b', "what begins with '{{' has no '}}'"],
    ['{{a}', "what begins with '{{' has no '}}'"],
    ['{"x": "{{a"}', "what begins with '{{' has no '}}'"],
    ['{{{a}}', "a '}' is missing"],
    ['{{a}}}', "there is a '}' too many"],
    ['{"x": {{a}}}', "there is a '}' too many"],
    ['{{#if a}}x', 'a block is not closed'],
    ['{{/if}}', 'a block is closed that was not opened'],
    ['{{#if a}}{{/each}}', 'a block that begins with'],
    ['{{else}}', 'stands outside a block'],
    ['{{}}', 'there is nothing between'],
    ['{{phone,number}}', 'is written in brackets'],
  ])('template %s: %s', (template, text) => {
    const [only] = said({ template }, 'en');
    expect(only).toContain(text.replaceAll("'", ''));
    expect(said({ template }, 'de')[0]).toMatch(/^Die Vorlage ist kein gültiges Handlebars: /);
  });
});
