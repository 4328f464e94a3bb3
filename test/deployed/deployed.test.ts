import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Bridge, startBridge } from '../../scripts/deploy-local/bridge.ts';
import { type DeployedStacks, deployStacks } from '../../scripts/deploy-local/deploy-stacks.ts';
import { adminTokenOf, bridgedTo } from '../../scripts/deploy-local/deployment.ts';
import { destroyAll } from '../../scripts/deploy-local/destroy.ts';
import { type Environment, openEnvironment } from '../../scripts/deploy-local/environment.ts';
import { changePolicies, type Grant, removeGrant } from '../../scripts/deploy-local/grants.ts';
import { logGroupNames } from '../../scripts/deploy-local/inventory.ts';
import { StepFailed, steps } from '../../scripts/deploy-local/steps.ts';
import { runStory, STEPS } from '../../scripts/deploy-local/story/story.ts';
import { elements } from '../../scripts/deploy-local/target.ts';
import { rolesInUse } from '../../scripts/deploy-local/used-actions.ts';

const TIMERS = 'functions/jobs/timers.ts';
const root = fileURLToPath(new URL('../..', import.meta.url));
/** What comes by streams and queues comes within a second or two. */
const PATIENCE_MS = 60_000;
/** Of a story that is to fail: it waits in vain for so long, and every step before must keep its promise within. */
const SHORT_PATIENCE_MS = 15_000;

describe('deployed to MiniStack, with what roles may do enforced', () => {
  const home = mkdtempSync(join(tmpdir(), 'parley-deployed-'));
  const lines: string[] = [];
  const say = (line: string): void => void lines.push(line);
  const step = steps(say);
  let environment: Environment;
  let up: DeployedStacks;
  let bridge: Bridge | undefined;
  /** Until all is up. */
  let failed = true;

  const story = async (patienceMs: number): Promise<void> => {
    const { apiUrl, wsUrl } = up.deployment;
    const { providers, searchEndpoint } = environment.addresses;
    const adminToken = await adminTokenOf(up.deployment, up.services);
    await runStory({
      apiUrl,
      wsUrl,
      adminToken,
      providers,
      searchEndpoint,
      services: up.services,
      timers: up.deployment.functions[TIMERS]?.name ?? '',
      step,
      patienceMs,
    });
  };
  /** The promise that the story breaks. */
  const broken = async (): Promise<string | undefined> => {
    try {
      await story(SHORT_PATIENCE_MS);
      return undefined;
    } catch (error) {
      if (error instanceof StepFailed) return error.step;
      throw error;
    }
  };
  const role = (entry: string): string => up.deployment.functions[entry]?.role ?? '';

  beforeAll(async () => {
    environment = await openEnvironment({ root, home, say, env: {} });
    up = await deployStacks({ root, home, target: environment.target, addresses: environment.addresses, step, say, engines: () => environment.startEngines() });
    bridge = startBridge({ target: environment.target, brokers: environment.addresses.kafkaBrokers, topics: bridgedTo(up.deployment) });
    failed = false;
  });

  afterEach(({ task }) => {
    failed ||= task.result?.state === 'fail';
  });

  afterAll(async () => {
    await bridge?.stop();
    await environment?.stop();
    if (failed) process.stderr.write(`${lines.join('\n')}\nlogs are kept in ${home}\n`);
    else rmSync(home, { recursive: true });
  });

  it('every promise of the story is kept', async () => {
    await story(PATIENCE_MS);
  });

  it('no function is refused what it wants', async () => {
    const refused = (await rolesInUse(up.services, up.deployment, environment.actionsFile ?? '')).flatMap((use) =>
      use.refused.map((one) => `${use.entry}: ${one}`),
    );
    expect(refused).toEqual([]);
  });

  it("the API reaches its tenants' items by narrowed credentials only", () => {
    const asked = readFileSync(environment.actionsFile ?? '', 'utf8');
    expect(asked).toMatch(/ApiTenantRole\w*-\w+", "action": "dynamodb:PutItem"[^\n]*"allowed": true/);
    expect(asked).not.toMatch(/ApiRole\w*-\w+", "action": "dynamodb:(Query|Scan)"/);
  });

  const grants: readonly [string, string, Omit<Grant, 'role'>, string][] = [
    ['the consumer may not write', 'functions/consumers/messages.ts', { action: 'dynamodb:PutItem' }, STEPS.ticket],
    ["the sender may not read an origin's secret", 'functions/senders/outbound.ts', { action: 'secretsmanager:GetSecretValue' }, STEPS.reply],
    ['the API may not put objects', 'functions/api/handler.ts', { action: 's3:PutObject' }, STEPS.attachment],
    ['the API may not become its tenant', 'functions/api/handler.ts', { action: 'sts:AssumeRole' }, STEPS.tenant],
    // Last: the projector leaves an edge alone for a while that did not answer, and live frames of the next story would wait for it.
    ['the projector may not tell delivery', 'functions/streams/projector.ts', { action: 'sqs:SendMessage', resource: 'delivery' }, STEPS.live],
  ];
  it.each(grants)('when %s, the story fails where it must', async (_, entry, grant, promise) => {
    const restore = await removeGrant(up.services, { role: role(entry), ...grant });
    try {
      expect(await broken()).toBe(promise);
    } finally {
      await restore();
    }
  });

  it("when its credentials are another tenant's, the API reaches nothing", async () => {
    const roles = elements(await up.services.query('iam', '2010-05-08', 'ListRoles'), 'RoleName');
    const tenantRole = roles.find((name) => name.includes('ApiTenantRole')) ?? '';
    const restore = await changePolicies(up.services, tenantRole, (document) =>
      JSON.parse(JSON.stringify(document).replaceAll('T#${aws:PrincipalTag/tenant}', 'T#another')),
    );
    try {
      expect(await broken()).toBe(STEPS.tenant);
    } finally {
      await restore();
    }
  });

  it('destroying leaves nothing, not even the log group of a run that ends after it', async () => {
    await bridge?.stop();
    bridge = undefined;
    const name = (await logGroupNames(up.services)).find((group) => !(up.before['log groups'] ?? []).includes(group));
    if (name === undefined) throw new Error('the deployment has no log group');
    const destroying = { isDone: false };
    const done = destroyAll({ services: up.services, cdk: up.cdk, step, say, before: up.before }).finally(() => {
      destroying.isDone = true;
    });
    while (!destroying.isDone && (await logGroupNames(up.services)).includes(name)) await new Promise((resolve) => setTimeout(resolve, 20));
    const madeAgain = destroying.isDone ? undefined : up.services.json('logs', 'Logs_20140328.CreateLogGroup', { logGroupName: name });
    await done;
    await madeAgain;
    expect(madeAgain, 'the group was made again while the stacks went').toBeDefined();
  });
});
