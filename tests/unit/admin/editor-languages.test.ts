import type { StreamParser } from '@codemirror/language';
import { StringStream } from '@codemirror/language';

import { jsonataParser } from '../../../admin/src/components/code/jsonata';
import { templateParser } from '../../../admin/src/components/code/template';

/** The words of a text, each with what it is taken for. */
const read = <State>(parser: StreamParser<State>, text: string): string[] => {
  const state = parser.startState?.(2) as State;
  return text.split('\n').flatMap((line) => {
    const stream = new StringStream(line, 2, 2);
    const words: string[] = [];
    while (!stream.eol()) {
      stream.start = stream.pos;
      const token = parser.token(stream, state);
      if (stream.pos === stream.start) throw new Error(`stuck at "${line.slice(stream.pos)}"`);
      if (token) words.push(`${stream.current()} ${token}`);
    }
    return words;
  });
};

const expression = (text: string): string[] => read(jsonataParser, text);
const template = (text: string): string[] => read(templateParser, text);

describe('an expression is read', () => {
  it('with columns, operators and texts', () => {
    expect(expression("status = 'it\\'s' and `phone number` in [1.5]")).toEqual([
      'status variableName',
      '= operator',
      "'it\\'s' string",
      'and keyword',
      '`phone number` variableName',
      'in keyword',
      '[ bracket',
      '1.5 number',
      '] bracket',
    ]);
  });

  it('with functions and variables', () => {
    expect(expression('$e164($number, null)')).toEqual([
      '$e164 variableName.function',
      '( bracket',
      '$number variableName.special',
      ', punctuation',
      'null atom',
      ') bracket',
    ]);
  });

  it('with patterns and divisions told apart', () => {
    expect(expression('$match(a, /b\\/c/i)')).toContain('/b\\/c/i regexp');
    expect(expression('a / b / c').filter((word) => word.endsWith('regexp'))).toEqual([]);
    expect(expression('(a) / 2')).toContain('/ operator');
  });

  it('with a comment over several lines', () => {
    expect(expression('a /* one\ntwo */ + b')).toEqual([
      'a variableName',
      '/* one comment',
      'two */ comment',
      '+ operator',
      'b variableName',
    ]);
  });

  it.each(['"never closed', '`', '$', '/', '/* open', '\\', "'\\"])('to its end: %s', (text) => {
    expect(() => expression(text)).not.toThrow();
  });
});

describe('a template is read', () => {
  it('with names of fields, texts and mustaches', () => {
    expect(template('"003use_bez": "Dr. {{{displayname}}}",')).toEqual([
      '"003use_bez" propertyName',
      ': punctuation',
      '"Dr.  string',
      '{{{ processingInstruction',
      'displayname variableName.special',
      '}}} processingInstruction',
      '" string',
      ', punctuation',
    ]);
  });

  it('with blocks, helpers and their arguments', () => {
    expect(template('{{#if (eq kind "x")}}1{{else}}true{{/if}}')).toEqual([
      '{{# processingInstruction',
      'if keyword',
      '( punctuation',
      'eq keyword',
      'kind variableName.special',
      '"x" string',
      ') punctuation',
      '}} processingInstruction',
      '1 number',
      '{{ processingInstruction',
      'else keyword',
      '}} processingInstruction',
      'true atom',
      '{{/ processingInstruction',
      'if keyword',
      '}} processingInstruction',
    ]);
  });

  it('with comments, also over several lines', () => {
    expect(template('{{! no }}[{{!-- a }}\nb --}}]')).toEqual([
      '{{! no }} comment',
      '[ bracket',
      '{{!-- a }} comment',
      'b --}} comment',
      '] bracket',
    ]);
  });

  it('with names in brackets', () => {
    expect(template('{{[phone number]}}')).toContain('[phone number] variableName.special');
  });

  it.each(['"open', '{{', '{{{x', '{{#', '{', '\\', '"\\', '{{[a', '{{! x'])(
    'to its end: %s',
    (text) => {
      expect(() => template(text)).not.toThrow();
    }
  );
});
