import axe from 'axe-core';
import type { Locator } from 'playwright-core';

/** One rule that a page breaks, as a test shows it. */
export interface Violation {
  rule: string;
  impact: string;
  /** The elements, as CSS selectors. */
  elements: string[];
}

/** The serious and critical violations that axe-core finds in a part of a page, what surrounds it aside. */
export const seriousViolations = async (part: Locator): Promise<Violation[]> => {
  // It is there until the panel is loaded anew.
  if (!(await part.page().evaluate<boolean>("'axe' in globalThis"))) {
    await part.page().evaluate(axe.source);
  }
  const { violations } = await part.evaluate((element) => {
    const page = globalThis as unknown as { axe: typeof axe };
    return page.axe.run(element, { resultTypes: ['violations'] });
  });
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, impact, nodes }) => ({
      rule: id,
      impact: String(impact),
      elements: nodes.map(({ target, failureSummary }) => `${target.join(' ')}: ${failureSummary}`),
    }));
};
