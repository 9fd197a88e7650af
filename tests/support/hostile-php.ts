import { readFileSync } from 'node:fs';
import path from 'node:path';

const FILE = path.join(__dirname, '..', 'fixtures', 'php', 'hostile.txt');

/** What snippets try to reach: a port of this machine, and a file that is not there. */
interface Aims {
  port: number;
  canary: string;
}

/** The snippets of all groups whose names begin like that. */
export const hostileSnippets = (group: string, { port, canary }: Aims): string[] =>
  readFileSync(FILE, 'utf8')
    .replaceAll('PORT', String(port))
    .replaceAll('CANARY', canary)
    .split(/^\/{4} /m)
    .filter((written) => written.startsWith(group))
    .flatMap((written) => written.split('\n').slice(1).filter(Boolean));

/** Refused ones that are longer or stranger than lines of a file show well. */
export const STRANGE_REFUSED = [
  `return ${'('.repeat(50_000)}1${')'.repeat(50_000)};`,
  `return ${'['.repeat(20_000)}${']'.repeat(20_000)};`,
  `return ${'!'.repeat(100_000)}1;`,
  `return ${'-'.repeat(2)}${'- '.repeat(50_000)}1;`,
  `return ${'1 + '.repeat(50_000)}1;`,
  `return ${'$x . '.repeat(50_000)}1;`,
  `return $row${'["a"]'.repeat(50_000)};`,
  `return ${'strlen('.repeat(20_000)}1${')'.repeat(20_000)};`,
  `${'if (1) { '.repeat(20_000)}${'}'.repeat(20_000)}`,
  `${'if (1) '.repeat(50_000)}return 1;`,
  `return ${'fn () => '.repeat(20_000)}1;`,
  `return ${'1 ? 2 : ('.repeat(20_000)}3${')'.repeat(20_000)};`,
  `return ${'1 ?? '.repeat(50_000)}2;`,
  `return "${'{$row["a'.repeat(10_000)}";`,
  `${'foreach ($row as $x) '.repeat(20_000)}return 1;`,
  `${'function f() { '.repeat(10_000)}${'}'.repeat(10_000)}`,
  `return ${'['.repeat(1_000_000)}`,
  `return '${'x'.repeat(1_000_000)}`,
  `/*${'*'.repeat(1_000_000)}`,
  `return <<<${'A'.repeat(100_000)}\n${'x\n'.repeat(100_000)}`,
  'return\0 1;',
  'return 1\0;',
  `return $row['a'];\u0001`,
  'return \ud800;',
  'return “x”y;',
  '<?php <?php return 1;',
  'return 1; ?> text outside <?php return 2;',
];

/** Such that are ended. */
export const STRANGE_ENDED = [
  `$s = 'x'; ${'$s .= $s; '.repeat(1_000)} return $s;`,
  `return sprintf('${'%999999d'.repeat(1_000)}', ${'1, '.repeat(999)}1);`,
  `${'while (true) { '.repeat(50)}${'}'.repeat(50)}`,
  `$a = [1]; ${'$a = [$a, $a]; '.repeat(64)} return $a;`,
  `$a = ['x']; ${'$a = [$a]; '.repeat(500)} return $a;`,
];
