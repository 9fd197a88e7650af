import { Findings } from '../../../server/src/mapping/findings';
import { translatePhp } from '../../../server/src/mapping/php';
import { codesOf, mapOne, userTemplate } from './support';

const translate = (text: string, field = 'variables.x') => {
  const findings = new Findings();
  return { source: translatePhp(field, text, findings), findings };
};

describe("pascom's PHP", () => {
  it('is not seen in JSONata', () => {
    for (const text of ['job', '$exists(displayname)', '$row.job', 'returned', '"$row"']) {
      const { source, findings } = translate(text);
      expect([source, findings.warnings]).toEqual([text, []]);
    }
  });

  it.each([
    ['return true;', 'true'],
    ['return  TRUE', 'true'],
    ['<?php return $row["job"];', 'job'],
    ['return $row[“job”];', 'job'],
    ['return $row[„job“];', 'job'],
    ['return $row[‘job’];', 'job'],
    ["$row['phone number']", '`phone number`'],
    ['return $row["or"];', '`or`'],
    ["return array_key_exists('displayName', $row);", '$exists(displayName)'],
    [
      'return isset($row["x"]) && !empty($row["y"]);',
      '($exists(x) and $not($not((y and y != "0"))))',
    ],
    ['return $row["a"] . " " . $row["b"];', '((a & " ") & b)'],
    ['return strtolower(trim($row["a"]));', '$lowercase($replace(a, /^\\s+|\\s+$/, ""))'],
    ['return substr($row["a"], 0, 3);', '$substring(a, 0, 3)'],
    ['return substr($row["a"], -2);', '$substring(a, -2)'],
    ['return $row["a"] == "x" ? "1" : "2";', '((a = "x") ? "1" : "2")'],
    ['return $row["a"] ?? $row["b"];', '(a ?? b)'],
    ['return strpos($row["m"], "CN=") !== false;', '($contains(m, "CN=") = true)'],
    [
      'return stripos($row["m"], "cn=") === false;',
      '$not(($contains($lowercase(m), $lowercase("cn=")) = true))',
    ],
    ['return str_replace("a", "b", $row["c"]);', '$replace(c, "a", "b")'],
    ['return preg_match("/^CN=/i", $row["m"]);', '($contains(m, /^CN=/i) = true)'],
    ['return preg_grep("/^CN=/", $row["m"]);', 'm[$contains($, /^CN=/)]'],
    ['return explode(",", $row["m"]);', '$split(m, ",")'],
    ['return strlen($row["m"]) > 3 || false;', '(($length(m) > 3) or false)'],
    ["return 'it\\'s \"x\"';", '"it\'s \\"x\\""'],
  ])('%s', (text, expected) => {
    const { source, findings } = translate(text);
    expect(source).toBe(expected);
    expect(findings.problems).toEqual([]);
    expect(findings.warnings).toEqual([
      expect.objectContaining({ code: 'php-translated', severity: 'info', column: 'variables.x' }),
    ]);
  });

  it('is compared as PHP does in a pre-filter', () => {
    expect(translate('return $row["active"];', 'preFilter').source).toBe(
      '(active and active != "0")'
    );
  });

  it.each([
    ['return $row["a"] . $other;', 1, 20],
    ['return md5($row["a"]);', 1, 8],
    ['if ($row["a"]) { return 1; }', 1, 16],
    ['return $row["a"];\nreturn $row["b"];', 2, 1],
    ['return "Dear $row[a]";', 1, 8],
    ['return "a\\n";', 1, 8],
    ['return substr($row["a"], 0, -1);', 1, 8],
    ['return strpos($row["a"], "x");', 1, 31],
    ['return strpos($row["a"], "x") > 0;', 1, 31],
    ['return preg_match("#x#", $row["a"]);', 1, 19],
    ['return $row[$x];', 1, 13],
    ['return $row["a`b"];', 1, 13],
    ['return trim();', 1, 8],
    ['return @$row["a"];', 1, 8],
    ['return', 1, 7],
    ['return $row["a"', 1, 16],
    ['return array_map("trim", $row["a"]);', 1, 8],
    ['return constructor($row["a"]);', 1, 8],
    ['return strlen($row["a"]) == "3";', 1, 26],
  ])('%s has to be rewritten by hand', (text, line, column) => {
    const { source, findings } = translate(text);
    expect(source).toBeNull();
    expect(findings.problems).toEqual([
      {
        field: 'variables.x',
        code: 'php-expression',
        line,
        column,
        message: expect.stringContaining('Rewrite it by hand'),
      },
    ]);
  });

  it.each<[string, Record<string, string | string[]>, boolean]>([
    ['return !empty($row["x"]);', { x: 'a' }, true],
    ['return !empty($row["x"]);', { x: '0' }, false],
    ['return !empty($row["x"]);', { x: '' }, false],
    ['return !empty($row["x"]);', { y: '' }, false],
    ['return empty($row["x"]);', { y: '' }, true],
    ['return empty($row["x"]);', { x: 'a' }, false],
    ['return array_key_exists("x", $row);', { x: '' }, true],
    ['return strpos($row["m"], "Sales") !== false;', { m: 'a Sales b' }, true],
    ['return strpos($row["m"], "Sales") !== false;', { n: '' }, false],
    ['return strpos($row["m"], "Sales") === false;', { n: '' }, true],
    ['return $row["x"];', { x: '0' }, false],
    ['return $row["x"];', { x: 'yes' }, true],
  ])('%s decides on %j: %p', async (preFilter, values, taken) => {
    const { filtered, issues } = await mapOne(
      { preFilter, template: userTemplate({ username: '"u"' }) },
      values
    );
    expect([filtered, codesOf(issues)]).toEqual([!taken, []]);
  });
});
