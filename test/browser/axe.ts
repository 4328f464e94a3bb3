import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import { still, type TestPage } from './chromium.ts';

/** The small build: each page that is loaded parses it anew. */
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Violations of WCAG 2.2 A and AA on what is shown, each with its element. */
export const violations = async (page: TestPage): Promise<string[]> => {
  await still(page);
  // By evaluate: the page's policy refuses a script element of the test.
  if (!(await page.evaluate(`'axe' in globalThis`))) await page.evaluate(AXE);
  // Violations are told in full; of what passes, which is nearly everything, only one element a rule.
  const { violations: found } = (await page.evaluate(
    `axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'], resultTypes: ['violations'] })`,
  )) as AxeResults;
  return found.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
};
