import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Check, failed, passed } from './check.ts';
import { synthesise } from './templates.ts';

const CHECKED = { checks: 'true' };
/** AwsSolutions' rule against what `policy/planted.ts` plants. */
const PLANTED = /AwsSolutions-S10/;

/** cdk-nag's and CDK's own rules on what would be deployed; and that they are on: a planted finding must fail the same app. */
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
      if (planted.code === 0 || !PLANTED.test(planted.all)) return failed('a planted finding was not seen: the rules are off', planted.all);
      return passed('dev, prod');
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};
