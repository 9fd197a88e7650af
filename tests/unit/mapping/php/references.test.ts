import { parsePhp } from '../../../../server/src/mapping/php/parse';
import { referencesIn } from '../../../../server/src/mapping/php/references';

const referencesOf = (source: string) => {
  const { columns, reads, deciding, written, wholeRow, mayTakeLong } = referencesIn(
    parsePhp(source)
  );
  return {
    columns: [...columns.keys()],
    reads: [...reads],
    deciding: [...deciding],
    written: [...written],
    wholeRow,
    mayTakeLong,
  };
};

describe('what a snippet asks of the row', () => {
  it.each([
    ['return $row["a"] . $row[\'b\'];', { columns: ['a', 'b'], reads: ['a', 'b'], deciding: [] }],
    ['return "Hi $row[a] {$row["b c"]}";', { columns: ['a', 'b c'], reads: ['a', 'b c'] }],
    [
      'return array_key_exists("a", $row);',
      { columns: ['a'], reads: [], deciding: ['a'], wholeRow: false },
    ],
    [
      'return isset($row["a"]) && !empty($row["b"]);',
      { columns: ['a', 'b'], reads: [], deciding: ['a', 'b'] },
    ],
    ['return $row["a"] == "";', { columns: ['a'], reads: [], deciding: ['a'] }],
    ['return $row["a"] == "x";', { columns: ['a'], reads: ['a'], deciding: ['a'] }],
    [
      'if ($row["a"] > 3) { return $row["b"]; } return $row["c"];',
      { columns: ['a', 'b', 'c'], reads: ['a', 'b', 'c'], deciding: ['a'] },
    ],
    [
      'return match($row["a"]) { "x" => $row["b"], default => "" };',
      { columns: ['a', 'b'], deciding: ['a'] },
    ],
    ['return strpos($row["a"], "x") !== false;', { reads: ['a'], deciding: ['a'] }],
    ['foreach ($row as $name => $value) {} return 1;', { wholeRow: true }],
    ['$all = $row; return $all["a"];', { wholeRow: true }],
    ['$name = "a"; return $row[$name];', { wholeRow: true }],
    ['return in_array("x", $row);', { wholeRow: true }],
    ['$f = function() use ($row) { return $row["a"]; }; return $f();', { wholeRow: true }],
    ['$f = fn() => $row["a"]; return $f();', { columns: ['a'], wholeRow: false }],
    ['$f = fn($row) => $row["a"]; return $f(1);', { columns: [], wholeRow: false }],
    ['function f() { return $row["a"]; } return f();', { columns: [], wholeRow: false }],
    ['$row["a"] = "x"; return $row["a"];', { columns: ['a'], written: ['a'], wholeRow: false }],
    ['$row["a"] .= "x"; return 1;', { columns: ['a'], written: ['a'] }],
  ])('%s', (source, expected) => expect(referencesOf(source)).toMatchObject(expected));

  it.each([
    ['return trim($row["a"]);', false],
    ['if ($row["a"]) return 1; return 2;', false],
    ['while (true) {} return 1;', true],
    ['return preg_match("/x/", $row["a"]);', true],
    ['$f = "trim"; return $f($row["a"]);', true],
    ['function f() { return f(); } return f();', true],
    ['return array_map("trim", [1]);', true],
  ])('%s may take long: %p', (source, mayTakeLong) =>
    expect(referencesOf(source)).toMatchObject({ mayTakeLong })
  );
});
