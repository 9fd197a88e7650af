import { PhpArray } from '../../array';
import type { Run } from '../../run';
import type { PhpText } from '../../values';
import {
  badValue,
  define,
  int,
  nullable,
  type PhpFunction,
  type PhpFunctions,
  text,
} from '../define';
import { partOf } from '../strings/parts';
import { Characters } from './characters';
import { encodingOf, UTF8 } from './encodings';
import { widthOf } from './widths';

const ENCODING = nullable(text('encoding'), null);

const length = (name: string): PhpFunction =>
  define([text('string'), ENCODING], (string, encoding, run) =>
    BigInt(new Characters(string, encodingOf(encoding, name, 2), run).length)
  );

const part = (name: string, start: string): PhpFunction =>
  define(
    [text('string'), int(start), nullable(int('length'), null), ENCODING],
    (string, offset, size, encoding, run) => {
      const characters = new Characters(string, encodingOf(encoding, name, 4), run);
      return characters.slice(...partOf(characters.length, offset, size));
    }
  );

const mb_str_split = define(
  [text('string'), int('length', 1n), ENCODING],
  (string, size, encoding, run) => {
    if (size < 1n) throw badValue('mb_str_split', 2, 'length', 'must be greater than 0');
    const characters = new Characters(string, encodingOf(encoding, 'mb_str_split', 3), run);
    const amount = Math.ceil(characters.length / Number(size));
    run.elements(amount);
    const step = Number(size);
    return PhpArray.list(
      Array.from({ length: amount }, (_, piece) =>
        characters.slice(piece * step, Math.min((piece + 1) * step, characters.length))
      )
    );
  }
);

const TRIM = 'mb_strimwidth';

const widthIn = (characters: readonly string[]): number =>
  characters.reduce((sum, character) => sum + widthOf(character), 0);

/** The first characters that are no wider than `width`. */
function fitting(characters: readonly string[], width: number): readonly string[] {
  let used = 0;
  const end = characters.findIndex((character) => (used += widthOf(character)) > width);
  return end < 0 ? characters : characters.slice(0, end);
}

/** So wide a part of a text; where that is less than the rest, the marker ends it. */
function trimmed(
  string: PhpText,
  start: bigint,
  width: bigint,
  marker: PhpText,
  run: Run
): PhpText {
  const characters = [...UTF8.decode(string)];
  run.step(characters.length);
  const from = Number(start) + (start < 0n ? characters.length : 0);
  if (from < 0 || from > characters.length) throw badValue(TRIM, 2, 'start', 'is out of range');
  const rest = characters.slice(from);
  const total = widthIn(rest);
  const most = Number(width) + (width < 0n ? total : 0);
  if (most < 0) throw badValue(TRIM, 3, 'width', 'is out of range');
  if (total <= most) return UTF8.encode(rest.join(''));
  const kept = fitting(rest, Math.max(most - widthIn([...UTF8.decode(marker)]), 0));
  return UTF8.encode(kept.join('')) + marker;
}

/** The same function, but false for a text that is not of its encoding, which the argument at a place names. */
const ofValid = (name: string, place: number, { parameters, call }: PhpFunction): PhpFunction => ({
  parameters,
  call: (run, args) => {
    const encoding = encodingOf(args[place] as PhpText | null, name, place + 1);
    return encoding.isValid(args[0] as PhpText) && call(run, args);
  },
});

/** Parts of texts by their characters, and how many and how wide these are. */
export const MULTIBYTE_PARTS: PhpFunctions = {
  mb_strlen: length('mb_strlen'),
  iconv_strlen: ofValid('iconv_strlen', 1, length('iconv_strlen')),
  mb_substr: part('mb_substr', 'start'),
  iconv_substr: ofValid('iconv_substr', 3, part('iconv_substr', 'offset')),
  mb_str_split,
  mb_strwidth: define([text('string'), ENCODING], (string, encoding, run) => {
    const characters = [...encodingOf(encoding, 'mb_strwidth', 2).decode(string)];
    run.step(characters.length);
    return BigInt(widthIn(characters));
  }),
  mb_strimwidth: define(
    [text('string'), int('start'), int('width'), text('trim_marker', ''), ENCODING],
    (string, start, width, marker, encoding, run) => {
      const used = encodingOf(encoding, TRIM, 5);
      if (used === UTF8) return trimmed(string, start, width, marker, run);
      const [content = '', end = ''] = [string, marker].map((bytes) =>
        UTF8.encode(used.decode(bytes))
      );
      return used.encode(UTF8.decode(trimmed(content, start, width, end, run)));
    }
  ),
};
