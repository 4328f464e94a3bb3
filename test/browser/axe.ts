import axe, { type AxeResults } from 'axe-core';
import { still, type TestPage } from './chromium.ts';

/** Violations of WCAG 2.2 A and AA on what is shown, each with its element. */
export const violations = async (page: TestPage): Promise<string[]> => {
  await still(page);
  // By evaluate: the page's policy refuses a script element of the test.
  await page.evaluate(axe.source);
  const { violations: found } = (await page.evaluate(`axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] })`)) as AxeResults;
  return found.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
};
