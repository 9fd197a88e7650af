import { isPhp } from '../../../shared/php';

describe('PHP among expressions', () => {
  it.each([
    'return true;',
    'return  TRUE',
    '<?php $x = 1;',
    '<? return 1;',
    '# only some\nif (!array_key_exists("memberOf", $row)) return false;',
    '// the roles to keep\n//array("A");\n\n$rolesToFilter=array();\n$output=array();',
    '/* names */ foreach ($row as $name => $value) { }',
    '$row["job"]',
    "trim($row['job'])",
    '$row[“job”]',
    'function upper($x) { return $x; } return upper($row["a"]);',
    '$a .= "x"; return $a;',
    '$a["k"][] = 1; return $a;',
    'list($a, $b) = explode(" ", $row["name"]); return $b;',
    '[$a, $b] = explode(" ", $row["name"]); return $b;',
    'switch ($row["x"]) { case 1: return 2; }',
    'include "x.php";',
    'echo $row["a"];',
    'exit;',
    'static $n = 1; return $n;',
    'class A {}',
  ])('%s', (text) => expect(isPhp(text)).toBe(true));

  it.each([
    'job',
    '$exists(displayname)',
    '$row.job',
    'returned',
    '"$row"',
    '$row.a = "x"',
    '($x := 1; $x + 1)',
    '/* returns */ job',
    '/* return */ name = "x"',
    '$map(list, function($x) { $x })',
    'switch = "on"',
    'if = "yes"',
    'class = "5b"',
    'use',
    'include = "yes"',
    'roles[0] = "a"',
    '$count = 3',
    '[1, 2]',
    '',
  ])('is not %s', (text) => expect(isPhp(text)).toBe(false));
});
