import { readFileSync } from 'node:fs';
import path from 'node:path';
import { PHP_FUNCTION_NAMES } from '../../../../shared/php-functions';
import { PHP_FUNCTIONS } from '../../../../server/src/mapping/php/functions';

const page = readFileSync(path.join(__dirname, '../../../../docs/pascom.md'), 'utf8');
const [, list = ''] = page.split('### Functions');
const [ofFunctions = ''] = list.split('\n## ');

const OWN = ['func_get_args', 'func_get_arg', 'func_num_args'];
const NAMES = [...Object.keys(PHP_FUNCTIONS), ...OWN].sort();

it('the editor offers the functions that there are', () => {
  expect([...PHP_FUNCTION_NAMES].sort()).toEqual(NAMES);
});

it('docs/pascom.md lists the functions that there are', () => {
  const named = [...ofFunctions.matchAll(/`(\w+)`/g)].map(([, name]) => name);
  expect([...new Set(named)].sort()).toEqual(NAMES);
});
