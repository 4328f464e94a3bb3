import { argv } from 'node:process';
import { fileURLToPath } from 'node:url';
import { NOTHING, type Tally } from '../test/tiers.ts';
import { apiDocuments } from './api-documents.ts';
import { apiFuzz } from './api-fuzz.ts';
import { audit } from './audit.ts';
import { cfnLint } from './cfn-lint.ts';
import type { Check, Verdict } from './check.ts';
import { containers } from './containers.ts';
import { iam } from './iam.ts';
import { licences } from './licences.ts';
import { openApi } from './openapi.ts';
import { policyRules } from './policy-rules.ts';
import { secrets } from './secrets.ts';

/** The longest check first, so that the others run in parallel with it. */
export const CHECKS: readonly Check[] = [apiFuzz, policyRules, cfnLint, secrets, containers, iam, openApi, apiDocuments, audit, licences];

const AT_ONCE = 2;

/** Runs the checks that are not tests. Each counts as one passed or failed and prints only when it fails. */
export async function runChecks(checks: readonly Check[] = CHECKS, say: (line: string) => void = console.log): Promise<Tally> {
  const waiting = [...checks];
  let { passed, failed } = NOTHING;
  const notes: string[] = [];
  const lane = async (): Promise<void> => {
    for (let check = waiting.shift(); check; check = waiting.shift()) {
      const { ok, note, details } = await verdict(check);
      if (ok === true) passed += 1;
      if (ok === false) failed += 1;
      if (ok === false) say(`checks/${check.name}: ${note}\n${details ?? ''}`);
      notes.push(`${check.name}: ${note}`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  return { passed, failed, skipped: 0, note: notes.join('; ') };
}

/** A check that throws has failed. */
async function verdict(check: Check): Promise<Verdict> {
  try {
    return await check.run();
  } catch (error) {
    return { ok: false, note: 'could not run', details: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

/** `node scripts/checks/run.ts [name …]` */
if (argv[1] === fileURLToPath(import.meta.url)) {
  const names = argv.slice(2);
  const unknown = names.filter((name) => !CHECKS.some((check) => check.name === name));
  if (unknown.length > 0) throw new Error(`no such check: ${unknown.join(', ')}; there are ${CHECKS.map(({ name }) => name).join(', ')}`);
  const { passed, failed, note } = await runChecks(names.length === 0 ? CHECKS : CHECKS.filter(({ name }) => names.includes(name)));
  console.log(`${passed} passed, ${failed} failed (${note})`);
  process.exitCode = failed > 0 ? 1 : 0;
}
