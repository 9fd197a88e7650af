import { createId } from '@paralleldrive/cuid2';

import { isDocumentId, randomDocumentId } from '../../../server/src/storage/records/document-ids';

const COUNT = 20_000;

describe('documentIds', () => {
  it('have the form of those that Strapi makes', () => {
    expect(Array.from({ length: 100 }, createId).every(isDocumentId)).toBe(true);
    expect(['', '1'.repeat(24), 'a'.repeat(23), 'A'.repeat(24)].some(isDocumentId)).toBe(false);
  });

  it('are different, and favour no sign', () => {
    const ids = Array.from({ length: COUNT }, randomDocumentId);
    expect(ids.every(isDocumentId)).toBe(true);
    expect(new Set(ids).size).toBe(COUNT);
    const counts = new Map<string, number>();
    for (const sign of ids.map((id) => id.slice(1)).join('')) {
      counts.set(sign, (counts.get(sign) ?? 0) + 1);
    }
    expect(counts.size).toBe(36);
    // Ten standard deviations, of which chance goes beyond none in the life of the universe.
    const mean = (COUNT * 23) / 36;
    const most = 10 * Math.sqrt(mean);
    for (const count of counts.values()) expect(Math.abs(count - mean)).toBeLessThan(most);
  });
});
