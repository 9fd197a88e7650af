import { EditorState } from '@codemirror/state';
import { highlightTree, tagHighlighter, tags } from '@lezer/highlight';

import type { ExpressionWords, Offer, Word } from '../../../admin/src/components/code/completion';
import { diagnosticOf } from '../../../admin/src/components/code/diagnostics';
import { phpOf } from '../../../admin/src/components/code/php';
import { offerForPhp } from '../../../admin/src/components/code/php-completion';
import { PHP_FUNCTION_NAMES } from '../../../shared/php-functions';

const LOOKS = tagHighlighter([
  { tag: tags.comment, class: 'comment' },
  { tag: tags.string, class: 'string' },
  { tag: [tags.number, tags.atom], class: 'value' },
  { tag: tags.keyword, class: 'keyword' },
  { tag: tags.function(tags.variableName), class: 'function' },
  { tag: tags.special(tags.variableName), class: 'variable' },
  { tag: tags.operator, class: 'operator' },
  { tag: tags.processingInstruction, class: 'tag' },
]);

/** The words of a text that have a look of their own, each with it. */
const read = (text: string): string[] => {
  const words: string[] = [];
  highlightTree(phpOf(text).parser.parse(text), LOOKS, (from, to, look) =>
    words.push(`${text.slice(from, to)} ${look}`)
  );
  return words;
};

describe('PHP is read', () => {
  it('without its opening tag, as pascom has it', () => {
    expect(read('return trim($row["job"]) . 1; // the job')).toEqual([
      'return keyword',
      'trim function',
      '$row variable',
      '"job" string',
      '. operator',
      '1 value',
      '// the job comment',
    ]);
  });

  it('with its opening tag', () => {
    expect(read('<?php\nif (!$x) { return null; }\n?>')).toEqual([
      '<?php tag',
      'if keyword',
      '! operator',
      '$x variable',
      'return keyword',
      'null value',
      '?> tag',
    ]);
  });

  it('with variables within a text', () => {
    expect(read('echo "Dr. $name";')).toEqual(
      expect.arrayContaining(['"Dr.  string', '$name variable', '" string'])
    );
  });

  it.each(['"never closed', "'", '$', '/* open', '<?', '<?php', '\\', '?>', 'return “x”;', '}'])(
    'to its end: %s',
    (text) => {
      expect(phpOf(text).parser.parse(text).length).toBe(text.length);
    }
  );
});

const column = (label: string): Word => ({ label, kind: 'column' });
const WORDS: Pick<ExpressionWords, 'columns'> = {
  columns: [column('mail'), column('phone number'), column(`5 $ "net", 'gross'`)],
};

const offer = (before: string, isAsked = false): Offer | null =>
  offerForPhp(before, WORDS, isAsked);
const texts = (before: string, isAsked = false): string[] | undefined =>
  offer(before, isAsked)?.words.map(({ text }) => text);

describe('what PHP offers', () => {
  it('is columns where the row is asked for one', () => {
    expect(offer('return $row["ma')?.from).toBe('return $row["'.length);
    expect(texts('return $row["ma')).toEqual([
      'mail"]',
      'phone number"]',
      String.raw`5 \$ \"net\", 'gross'"]`,
    ]);
    expect(texts("$row['")?.at(-1)).toBe(String.raw`5 $ "net", \'gross\'']`);
    expect(texts('return "Dear {$row["')).toContain('mail"]');
    expect(texts("if (array_key_exists('")).toContain("mail'");
  });

  it('is functions and keywords where a word is begun', () => {
    const found = offer('return str_');
    expect(found?.from).toBe('return '.length);
    expect(texts('return str_')).toEqual(
      expect.arrayContaining(['str_replace(', 'return', 'isset('])
    );
    expect(texts('/* done */ tr')).toContain('trim(');
    expect(texts('$a = "x" . tr')).toContain('trim(');
  });

  it('is the row and the variables written before', () => {
    const before = '[$first, $last] = explode(" ", $row["name"]);\nreturn $f';
    expect(offer(before)?.from).toBe(before.length - 2);
    expect(texts(before)).toEqual(['$row', '$first', '$last']);
    expect(texts('$name = 1; return "Dr. $n')).toEqual(['$row', '$name']);
  });

  it('is nothing in texts, comments and numbers, nor unasked where no word is begun', () => {
    for (const before of ['"ma', "'$ma", '// ma', '# ma', '/* ma', '12', 'return ', '$a->ma']) {
      expect(offer(before)).toBeNull();
    }
    expect(offer('return ', true)).not.toBeNull();
    expect(offer('// done\nma')).not.toBeNull();
  });

  it('names each function once', () => {
    expect(new Set(PHP_FUNCTION_NAMES).size).toBe(PHP_FUNCTION_NAMES.length);
  });
});

describe('what is wrong in PHP of several lines', () => {
  const text = '$x = "😀";\nif ($x) {\n  return system($x);\n}';
  const { doc } = EditorState.create({ doc: text });
  const marked = (line: number, place: number): string => {
    const { from, to } = diagnosticOf(doc, { line, column: place, message: '' });
    return text.slice(from, to);
  };

  it('is marked where it stands, in characters of UTF-16', () => {
    expect(marked(3, 10)).toBe('system');
    expect(marked(2, 5)).toBe('$x');
    expect(marked(1, 10)).toBe(';');
  });
});
