const path = require('node:path');

const { default: Sequencer } = require('@jest/test-sequencer');

const UNIT = `${path.sep}unit${path.sep}`;

/**
 * Tests that start a Strapi or a browser come first. They take longest, however short their files
 * are, and one that begins last would be waited for with a worker that has nothing to do.
 */
module.exports = class extends Sequencer {
  sort(tests) {
    const isUnit = (test) => Number(test.path.includes(UNIT));
    return super.sort(tests).toSorted((one, other) => isUnit(one) - isUnit(other));
  }
};
