import { readVariables } from '../../../../server/src/profiles/pascom/variables';

const read = (text: string) =>
  readVariables(text).variables.map(({ name, expression }) => [name, expression]);

const JOB = ['job', 'return $row["job"];'];

describe('variables of a connector', () => {
  it.each([
    ['copied from a table', 'Variable\tSource\njob\treturn $row["job"];'],
    ['copied from a German table', 'Variable\tQuelle\r\njob\treturn $row["job"];\r\n'],
    ['with blanks instead of tabs', 'Variable Source\njob return $row["job"];'],
    ["of the documentation's source", '|Variable|Source|\n|----|----|\n|job|return $row["job"];|'],
    ['in backticks', '|Variable|Quelle|\n|:---|---|\n| `job` | `return $row["job"];` |'],
    [
      'with a description',
      '|Variable|Source|Description|\n|job|return $row["job"];|Job title; long|',
    ],
    ['with a description behind a tab', 'job\treturn $row["job"];\tThe job title'],
    ['with the name above', 'job\nreturn $row["job"];'],
    ['under titles', '**Variable:** job\n\n**Source:**\n\n    return $row["job"];\n'],
    ['under German titles', 'Variable: job\nQuelle:\nreturn $row["job"];'],
    ['in a fence', '```\njob\treturn $row["job"];\n```'],
  ])('are read %s', (_how, text) => {
    expect(readVariables(text)).toMatchObject({ unread: [] });
    expect(read(text)).toEqual([JOB]);
  });

  it('may have sources of several lines', () => {
    const source = [
      '//Fill in the roles you want to filter',
      "$rolesToFilter=array('Sales');",
      '$output=array();',
      '',
      'foreach($row["memberOf"] as $group) {',
      '  $list = explode(",", $group);',
      'foreach($list as $elem) {',
      'x return 1;',
      '  }',
      '}',
      '',
      'return $output;',
    ];
    const table = [
      'displayname\treturn $row["displayName"];',
      ...source,
      'job\treturn $row["job"];',
    ];
    table[1] = `roles\t${source[0]}`;
    const { variables, unread } = readVariables(table.join('\n'));
    expect(unread).toEqual([]);
    expect(variables).toEqual([
      { name: 'displayname', line: 1, expression: 'return $row["displayName"];' },
      { name: 'roles', line: 2, expression: source.join('\n') },
      { name: 'job', line: 14, expression: 'return $row["job"];' },
    ]);
  });

  it('may stand in the text of a page', () => {
    const page = [
      'Variable: roles',
      '',
      'Source:',
      '',
      '    $output=array();',
      '    if(empty($output))',
      '        return $output;',
      '',
      'The field "roles" corresponds to a list of roles.',
    ];
    expect(readVariables(page.join('\n'))).toEqual({
      variables: [
        {
          name: 'roles',
          line: 5,
          expression: '$output=array();\nif(empty($output))\n    return $output;',
        },
      ],
      unread: [{ line: 9, text: 'The field "roles" corresponds to a list of roles.' }],
    });
  });

  it('keep what PHP has of bars and quotation marks', () => {
    expect(read('|x|return $row["a"] \\|\\| $row["b"];|\ny\treturn $row[“b”] . "; z";')).toEqual([
      ['x', 'return $row["a"] || $row["b"];'],
      ['y', 'return $row[“b”] . "; z";'],
    ]);
  });

  it('name each line that is none', () => {
    expect(readVariables('Hello there\n\njob\treturn $row["job"];').unread).toEqual([
      { line: 1, text: 'Hello there' },
    ]);
    expect(readVariables('return $row["job"];').unread).toHaveLength(1);
    expect(readVariables(' \n')).toEqual({ variables: [], unread: [] });
  });
});
