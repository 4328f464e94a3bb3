import { type Check, failed, passed } from './check.ts';
import { command } from './command.ts';
import { pythonTool } from './python.ts';
import { templates } from './templates.ts';

/** Codes that are irrelevant for these templates, each with its reason. */
const ACCEPTED: Readonly<Record<string, string>> = {
  W3005: 'CDK writes DependsOn to a role and its policy also where a reference already orders them; this is harmless',
};

/** The Region whose resource specification is used. */
const REGION = 'eu-central-1';

/** Checks every synthesised template against CloudFormation's resource specification, with errors and warnings. */
export const cfnLint: Check = {
  name: 'cfn-lint',
  async run() {
    const [tool, sets] = await Promise.all([pythonTool('cfn-lint'), templates()]);
    const files = Object.values(sets).flatMap((set) => set.map(({ file }) => file));
    const options = ['--regions', REGION, '--format', 'parseable', '--ignore-checks', ...Object.keys(ACCEPTED)];
    const { code, all } = await command(tool('cfn-lint'), [...options, '--', ...files]);
    return code === 0 ? passed(`${files.length} templates`) : failed('cfn-lint has findings', all);
  },
};
