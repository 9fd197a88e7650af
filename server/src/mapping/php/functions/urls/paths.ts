import { PhpArray } from '../../array';
import type { PhpText, PhpValue } from '../../values';
import { badValue, define, int, type PhpFunctions, text } from '../define';

/** The last part of a path, without an ending that it may have. */
function basename(path: PhpText, suffix: PhpText): PhpText {
  const trimmed = path.replace(/\/+$/, '');
  const name = trimmed.slice(trimmed.lastIndexOf('/') + 1);
  const isEnding = suffix !== '' && name.length > suffix.length && name.endsWith(suffix);
  return isEnding ? name.slice(0, -suffix.length) : name;
}

function parent(path: PhpText): PhpText {
  if (path === '') return '';
  const trimmed = path.replace(/\/+$/, '');
  if (trimmed === '') return '/';
  const end = trimmed.lastIndexOf('/');
  if (end < 0) return '.';
  return trimmed.slice(0, end).replace(/\/+$/, '') || '/';
}

function dirname(path: PhpText, levels: bigint): PhpText {
  if (levels < 1n) {
    throw badValue('dirname', 2, 'levels', 'must be greater than or equal to 1');
  }
  let result = path;
  for (let level = 0n; level < levels; level++) {
    const next = parent(result);
    if (next === result) break;
    result = next;
  }
  return result;
}

const DIRNAME = 1n;
const BASENAME = 2n;
const EXTENSION = 4n;
const FILENAME = 8n;
const ALL = 15n;

function partsOf(path: PhpText): (readonly [flag: bigint, key: string, value: PhpText])[] {
  const directory = parent(path);
  const name = basename(path, '');
  const point = name.lastIndexOf('.');
  return [
    ...(directory === '' ? [] : [[DIRNAME, 'dirname', directory] as const]),
    [BASENAME, 'basename', name],
    ...(point < 0 ? [] : [[EXTENSION, 'extension', name.slice(point + 1)] as const]),
    [FILENAME, 'filename', point < 0 ? name : name.slice(0, point)],
  ];
}

function pathinfo(path: PhpText, flags: bigint): PhpValue {
  const parts = partsOf(path).filter(([flag]) => (flags & flag) !== 0n);
  if (flags === ALL) return PhpArray.of(parts.map(([, key, value]) => [key, value] as const));
  return parts[0]?.[2] ?? '';
}

/** The parts of paths, as texts. */
export const PATHS: PhpFunctions = {
  basename: define([text('path'), text('suffix', '')], basename),
  dirname: define([text('path'), int('levels', 1n)], dirname),
  pathinfo: define([text('path'), int('flags', ALL)], pathinfo),
};

export const PATH_CONSTANTS: Readonly<Record<string, PhpValue>> = {
  PATHINFO_DIRNAME: DIRNAME,
  PATHINFO_BASENAME: BASENAME,
  PATHINFO_EXTENSION: EXTENSION,
  PATHINFO_FILENAME: FILENAME,
  PATHINFO_ALL: ALL,
};
