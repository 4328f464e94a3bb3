import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { argv } from 'node:process';
import { fileURLToPath } from 'node:url';
import { type OpenApi, openApiOf } from '../../functions/api/openapi/document.ts';
import { ROUTES } from '../../functions/api/routes.ts';
import { type Check, failed, passed } from './check.ts';
import { apiBreaks } from './openapi/breaks.ts';

/** The reviewed and committed document. */
const BASELINE = fileURLToPath(new URL('../../docs/openapi.json', import.meta.url));
const HOW = 'npm run openapi';

const textOf = (document: OpenApi): string => `${JSON.stringify(document, null, 2)}\n`;
const current = (): OpenApi => openApiOf(ROUTES, '/');
const committed = (): OpenApi | undefined => (existsSync(BASELINE) ? (JSON.parse(readFileSync(BASELINE, 'utf8')) as OpenApi) : undefined);

/** Compares the route table with docs/openapi.json: changes that break clients fail, additions must be committed. */
export const openApi: Check = {
  name: 'openapi',
  run() {
    const [before, after] = [committed(), current()];
    const breaks = before ? apiBreaks(before, after) : [];
    if (breaks.length > 0) return Promise.resolve(failed(`${breaks.length} changes break clients`, breaks.join('\n')));
    const same = before !== undefined && textOf(before) === textOf(after);
    if (!same) return Promise.resolve(failed('docs/openapi.json differs from the route table', `Nothing breaks clients; commit the output of ${HOW}.`));
    return Promise.resolve(passed(`${ROUTES.length} operations as committed`));
  },
};

/** `--write` rejects changes that break clients; `--write --breaking` allows them. */
if (argv[1] === fileURLToPath(import.meta.url)) {
  const before = committed();
  const breaks = before ? apiBreaks(before, current()) : [];
  for (const line of breaks) console.log(line);
  if (argv[2] !== '--write') throw new Error(HOW);
  if (breaks.length > 0 && argv[3] !== '--breaking')
    throw new Error('this breaks clients; if it is intended, add --breaking and describe the migration in CHANGELOG.md');
  writeFileSync(BASELINE, textOf(current()));
}
