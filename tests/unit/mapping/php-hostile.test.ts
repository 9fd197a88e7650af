import { LIMITS } from '../../../server/src/mapping/types';
import { hostileSnippets } from '../../support/hostile-php';
import { compilePhp } from './php-outcomes';

const ROW = { n: '1', name: 'system' };

// What else means harm, a real worker is given; each of these takes all the time that it gets.
it.each(hostileSnippets('ended: loops', { port: 1, canary: '/nothing/there' }))(
  'ends in time: %s',
  async (php) => {
    const limits = { ...LIMITS, expressionMilliseconds: 20 };
    const evaluate = compilePhp(php, Object.keys(ROW), 'variables.x', limits);
    expect(await evaluate(ROW)).toEqual({ throws: expect.stringContaining('it takes ') });
  }
);
