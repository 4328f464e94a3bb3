import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Check, failed, passed } from './check.ts';
import { synthesise } from './templates.ts';

const CHECKED = { checks: 'true' };
/** The AwsSolutions rule that the resource in `policy/planted.ts` violates. */
const PLANTED = /AwsSolutions-S10/;

/** Runs the rules of cdk-nag and CDK on the stacks, and checks that they are on: the same app with a planted violation must fail. */
export const policyRules: Check = {
  name: 'cdk-nag',
  async run() {
    const folder = mkdtempSync(join(tmpdir(), 'parley-policy-'));
    try {
      for (const profile of ['dev', 'prod']) {
        const { code, all } = await synthesise(join(folder, profile), { profile, ...CHECKED });
        if (code !== 0) return failed(`${profile} has findings`, all);
      }
      const planted = await synthesise(join(folder, 'planted'), { profile: 'dev', ...CHECKED }, 'scripts/checks/policy/planted.ts');
      if (planted.code === 0 || !PLANTED.test(planted.all)) return failed('a planted violation was not found: the rules are off', planted.all);
      return passed('dev, prod');
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};
