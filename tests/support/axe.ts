import axe, { type AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

/** One rule that a page breaks, as a test shows it. */
export interface Violation {
  rule: string;
  impact: string;
  /** The elements, as CSS selectors. */
  elements: string[];
}

/**
 * The serious and critical violations of WCAG that axe-core finds in what the plugin draws:
 * Strapi's own navigation around it is left out.
 */
export const seriousViolations = async (page: Page): Promise<Violation[]> => {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate<AxeResults>(
    "axe.run('main', { resultTypes: ['violations'] })"
  );
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, impact, nodes }) => ({
      rule: id,
      impact: String(impact),
      elements: nodes.map(({ target, failureSummary }) => `${target.join(' ')}: ${failureSummary}`),
    }));
};
