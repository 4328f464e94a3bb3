import { readFileSync } from 'node:fs';
import { load } from 'js-yaml';
import { describe, expect, test } from 'vitest';
import { cdkArguments, summaryOf } from '../../scripts/pipeline/arguments.ts';
import { items, type Json, synthesise, text } from './synthesised.ts';

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly with?: Readonly<Record<string, unknown>>;
}
interface Job {
  readonly needs?: string;
  readonly if?: string;
  readonly environment: string;
  readonly permissions: Readonly<Record<string, string>>;
  readonly 'timeout-minutes': number;
  readonly steps: readonly Step[];
}
interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions: object;
  readonly concurrency: object;
  readonly jobs: Readonly<Record<string, Job>>;
}

const source = readFileSync(new URL('../../.github/workflows/deploy.yml', import.meta.url), 'utf8');
const { on, permissions, concurrency, jobs } = load(source) as Workflow;
const commands = (job: string): string[] => (jobs[job]?.steps ?? []).flatMap(({ run }) => run ?? []);

describe('the workflow', () => {
  test('goes dev, what would change, gate, prod, one deployment at a time', () => {
    expect(Object.keys(jobs)).toEqual(['dev', 'diff', 'prod']);
    expect([jobs['diff']?.needs, jobs['prod']?.needs]).toEqual(['dev', 'diff']);
    expect(Object.values(jobs).map(({ environment }) => environment)).toEqual(['dev', 'prod-diff', 'prod']);
    expect(concurrency).toEqual({ group: 'deploy', 'cancel-in-progress': false });
    expect(on['workflow_run']).toEqual({ workflows: ['ci'], types: ['completed'], branches: ['main'] });
    const condition = jobs['dev']?.if ?? '';
    expect(condition).toContain("workflow_run.conclusion == 'success'");
    // A pull request of a fork, from a branch that is called main, completes `ci` as well.
    expect(condition).toContain("workflow_run.event == 'push'");
    expect(condition).toContain('workflow_run.head_repository.full_name == github.repository');
  });

  test('posts the difference before both, deploys the commit, tells the story over dev and asks prod only whether it answers', () => {
    expect(commands('dev').slice(1)).toEqual([
      'node scripts/pipeline.ts diff dev >> "$GITHUB_STEP_SUMMARY"',
      'node scripts/pipeline.ts deploy dev "$COMMIT"',
      'node scripts/smoke.ts outputs-dev.json story',
    ]);
    expect(commands('diff').slice(1)).toEqual(['node scripts/pipeline.ts diff prod >> "$GITHUB_STEP_SUMMARY"']);
    expect(commands('prod').slice(1)).toEqual(['node scripts/pipeline.ts deploy prod "$COMMIT"', 'node scripts/smoke.ts outputs-prod.json health']);
  });

  test('gives the settings of the environment to whatever reads them', () => {
    for (const { run, env } of Object.values(jobs).flatMap(({ steps }) => steps))
      if (run?.includes('scripts/pipeline.ts')) expect(env).toEqual({ CDK_SETTINGS: '${{ vars.CDK_SETTINGS }}' });
  });

  test('may read the repository and ask for a token, and knows no secret', () => {
    expect(permissions).toEqual({});
    for (const [name, job] of Object.entries(jobs)) {
      expect(job.permissions, name).toEqual({ contents: 'read', 'id-token': 'write' });
      expect(job['timeout-minutes'], name).toBeLessThanOrEqual(180);
    }
    expect(source).not.toMatch(/secrets\.|aws-access-key|AKIA/);
    // What others can write (titles, branch names) never is in a command.
    for (const name of Object.keys(jobs)) expect(commands(name).join('\n')).not.toContain('${{');
  });

  test.each(['ci.yml', 'deploy.yml'])('%s pins every action by commit', (name) => {
    const text = readFileSync(new URL(`../../.github/workflows/${name}`, import.meta.url), 'utf8');
    const used = [...text.matchAll(/uses: *(\S+)/g)].map(([, action]) => action);
    expect(used.length).toBeGreaterThan(0);
    for (const action of used) expect(action).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40}$/);
  });

  test('checks out the same commit everywhere', () => {
    for (const { steps } of Object.values(jobs)) expect(steps[0]?.with).toEqual({ ref: '${{ env.COMMIT }}', 'persist-credentials': false });
  });
});

describe('what it runs', () => {
  test('takes settings by lines, and the profile from nowhere else', () => {
    expect(cdkArguments('diff', 'dev', undefined, '').args).toEqual(['diff', '--no-color', '--method=template', '-c', 'profile=dev']);
    const { args, capture } = cdkArguments('deploy', 'prod', 'abcdef0123456789', 'alarmEmail=a@b.example\n\n domainName=x.example ');
    expect(capture).toBe(false);
    expect(args).toEqual(
      expect.arrayContaining([
        '--require-approval',
        'never',
        '--outputs-file',
        'outputs-prod.json',
        'profile=prod',
        'alarmEmail=a@b.example',
        'domainName=x.example',
      ]),
    );
    expect(args.slice(-2)).toEqual(['-c', 'release=abcdef012345']);
  });

  test.each([
    ['diff', 'staging', undefined, '', 'diff|deploy dev|prod'],
    ['destroy', 'dev', undefined, '', 'diff|deploy dev|prod'],
    ['deploy', 'dev', undefined, '', 'a commit is needed'],
    ['deploy', 'dev', 'main; rm', '', 'a commit is needed'],
    ['diff', 'dev', undefined, 'profile=prod', 'is not of the form'],
    ['diff', 'dev', undefined, '--all', 'is not of the form'],
  ])('%s %s %s %s is refused', (verb, profile, commit, settings, why) => {
    expect(() => cdkArguments(verb, profile, commit, settings)).toThrow(why);
  });

  test('shows a difference as text, whatever stands in it, and cuts one that GitHub would refuse', () => {
    expect(summaryOf('dev', 'a\n~~~~\nb')).toBe('## What changes in dev\n\n~~~~text\na\n~~~\nb\n~~~~\n');
    const long = summaryOf('dev', 'x'.repeat(2_000_000));
    expect(long.length).toBeLessThan(1_000_000);
    expect(long).toContain('… cut');
  });
});

describe('its roles', () => {
  const trust = (properties: Json): Json => items(properties['AssumeRolePolicyDocument']?.['Statement'])[0] as Json;

  test.each([
    ['dev', ['dev']],
    ['prod', ['prod', 'prod-diff']],
  ])(
    'in %s are taken by its environments only, and take the roles of the bootstrap only',
    async (profile, environments) => {
      const app = await synthesise({ profile, githubRepository: 'acme/parley' }, true);
      const roles = app.of('AWS::IAM::Role').filter(({ stack }) => stack.endsWith('-pipeline'));
      const conditions = roles.map(({ Properties }) => trust(Properties)['Condition']?.['StringEquals']);
      expect(conditions.map((condition) => text(condition?.['token.actions.githubusercontent.com:sub']))).toEqual(
        environments.map((name) => `repo:acme/parley:environment:${name}`),
      );
      for (const condition of conditions) expect(condition?.['token.actions.githubusercontent.com:aud']).toBe('sts.amazonaws.com');
      for (const { Properties } of roles) expect(trust(Properties)['Action']).toBe('sts:AssumeRoleWithWebIdentity');
      const statements = roles.flatMap(({ id, stack }) => app.statements(id, stack));
      for (const { Action, Resource } of statements) {
        if (Action === 'sts:AssumeRole') expect(JSON.stringify(Resource)).toMatch(/role\/cdk-hnb659fds-/);
        else expect([Action, JSON.stringify(Resource)]).toEqual(['secretsmanager:GetSecretValue', expect.stringContaining('secret:parley/dev/app-??????')]);
      }
      const looking = roles.find(({ id }) => id.startsWith('Diff'));
      if (looking) expect(JSON.stringify(app.statements(looking.id, looking.stack))).not.toMatch(/deploy-role|publishing/);
      expect(app.of('AWS::IAM::OIDCProvider')).toHaveLength(1);
    },
    180_000,
  );

  test('a second profile in the account takes the provider that is there', async () => {
    const given = 'arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com';
    const app = await synthesise({ githubRepository: 'acme/parley', githubOidcProvider: given });
    expect(app.of('AWS::IAM::OIDCProvider')).toEqual([]);
    await expect(synthesise({ githubRepository: 'acme' })).rejects.toThrow('must be owner/name');
  }, 180_000);
});
