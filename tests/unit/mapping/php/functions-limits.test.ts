import { PhpError } from '../../../../server/src/mapping/php/values';
import { type Encoded, evaluate } from './functions-support';

/** As long a text as there may be, almost. */
const LONG = 'a'.repeat(1_000_000);

describe('the functions of texts within the limits of a run', () => {
  it.each<[string, Encoded[]]>([
    ['str_repeat', ['x', 1_000_000_000]],
    ['str_repeat', ['x', { int: '9223372036854775807' }]],
    ['str_pad', ['x', 2_000_000_000]],
    ['sprintf', ['%2000000000d', 1]],
    ['sprintf', ['%1$s%1$s', LONG]],
    ['str_replace', ['a', LONG, LONG]],
    ['strtr', [LONG, { entries: [['a', 'bbbb']] }]],
    ['str_split', [LONG]],
    ['explode', ['a', LONG]],
    ['mb_str_split', [LONG]],
    ['chunk_split', [LONG, 1, 'bbbb']],
    ['wordwrap', [LONG, 1, 'bbbb', true]],
    ['implode', [LONG, ['a', 'b', 'c']]],
    ['levenshtein', [LONG, LONG]],
    ['similar_text', [LONG, 'b'.repeat(1_000_000)]],
    ['bin2hex', [LONG]],
    ['base64_encode', [LONG]],
    ['htmlspecialchars', ['"'.repeat(1_000_000)]],
    ['rawurlencode', ['"'.repeat(1_000_000)]],
    ['json_encode', ['\u0001'.repeat(1_000_000)]],
    ['json_decode', ['['.repeat(100_000), true, 1_000_000]],
    ['number_format', [1, 1_000_000_000, LONG, LONG]],
    ['pack', ['a2000000000', 'x']],
  ])('%s is refused or done before it takes too much', (name, args) => {
    let found: unknown;
    try {
      found = evaluate({ name, args }).value;
    } catch (error) {
      found = error;
    }
    if (found instanceof Error) {
      expect(found).toBeInstanceOf(PhpError);
      expect(found).toHaveProperty('kind', 'Limit');
    } else {
      expect(String(found).length).toBeLessThanOrEqual(1_048_576);
    }
  });

  it('says what to write instead of what there is not', () => {
    expect(() => evaluate({ name: 'print_r', args: ['a'] })).toThrow(/pass true/);
    expect(() => evaluate({ name: 'json_decode', args: ['{}'] })).toThrow(/pass true/);
    expect(() => evaluate({ name: 'html_entity_decode', args: ['a', 48] })).toThrow(/ENT_HTML5/);
  });
});
