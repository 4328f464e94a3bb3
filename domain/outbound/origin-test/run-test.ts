import { type StoredJob, storedJob, storeStep } from '../../jobs/job.ts';
import { type GateDeps, gateKey, markAccessLost } from '../gate.ts';
import type { AskedTest } from './ask-test.ts';
import { type CredentialCheck, originTestOf } from './credential-check.ts';

export interface TestDeps extends GateDeps {
  /** Null: the origin was disconnected. */
  readonly check: (tenantId: string, originId: string) => Promise<CredentialCheck | null>;
}

const end = (deps: TestDeps, tenantId: string, job: StoredJob, change: Partial<StoredJob>): Promise<boolean> =>
  storeStep(deps, tenantId, { ...job, ...change, step: job.step + 1, work: null });

/**
 * Checks an origin's credentials, once, and completes the job. Rejected ones mark the origin as having lost its access; that ends with new credentials,
 * or with the next reply that the provider accepts. @throws TableUnavailable and others: retry
 */
export const runTest = async (deps: TestDeps, { tenantId, originTest }: AskedTest): Promise<CredentialCheck['state'] | null> => {
  const job = await storedJob(deps.table, tenantId, originTest);
  if (job?.state !== 'running') return null;
  const { originId } = job.work as { readonly originId: string };
  const checked = await deps.check(tenantId, originId);
  if (checked === null) {
    await end(deps, tenantId, job, { state: 'failed', error: 'The origin has been disconnected.' });
    return null;
  }
  if (checked.state === 'failed' && !checked.accepted) await markAccessLost(deps, gateKey(tenantId, originId), checked.error);
  await end(deps, tenantId, job, { state: 'done', done: 1, result: originTestOf(checked, deps.clock()) });
  return checked.state;
};

/** Fails the job after our own errors have lasted too long. @throws TableUnavailable */
export const giveUpTest = async (deps: TestDeps, { tenantId, originTest }: AskedTest): Promise<void> => {
  const job = await storedJob(deps.table, tenantId, originTest);
  if (job?.state === 'running') await end(deps, tenantId, job, { state: 'failed', error: 'The credentials could not be checked.' });
};
