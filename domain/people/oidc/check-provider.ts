import type { Clock } from '../../context.ts';
import type { Vault } from '../../origins/vault.ts';
import type { Table } from '../../table/port.ts';
import { written } from '../../table/written.ts';
import type { Client, ProviderCalls } from './calls.ts';
import { type Provider, providerKey, providerOf, redirectUri, secretName } from './provider.ts';

/** An entry of the queue `outbound`: a provider to check, or a code to exchange. Its function can call the internet; the API cannot. */
export interface OidcEntry {
  readonly oidc: {
    readonly task: 'check' | 'exchange';
    readonly tenantId: string /** Of the provider, or of the sign-in. */;
    readonly id: string;
    readonly correlationId: string;
  };
}

export interface AskDeps {
  readonly table: Table;
  readonly clock: Clock;
  readonly queues: {
    send(queueUrl: string, messages: readonly { readonly body: string; readonly groupId: string; readonly dedupeId: string }[]): Promise<void>;
  };
  readonly outboundQueueUrl: string;
}

type Target = Omit<OidcEntry['oidc'], 'task'>;

/** Gives a task to the function outside. Each has a group of its own, so that a slow provider delays nobody else. @throws QueueUnavailable */
export async function queueTask(deps: Pick<AskDeps, 'queues' | 'outboundQueueUrl' | 'clock'>, task: OidcEntry['oidc']['task'], target: Target): Promise<void> {
  const entry: OidcEntry = { oidc: { task, ...target } };
  const name = `oidc.${target.id}`;
  await deps.queues.send(deps.outboundQueueUrl, [{ body: JSON.stringify(entry), groupId: name, dedupeId: `${name}.${task}.${deps.clock()}` }]);
}

/** A check that has not ended after this time is not waited for. */
const CHECKING_MS = 15_000;

export const isBeingChecked = ({ checkedAt, askedAt }: Pick<Provider, 'checkedAt' | 'askedAt'>, now: number): boolean =>
  checkedAt === null && now - askedAt < CHECKING_MS;

/** Asks the function outside for a check, at most once in `betweenMs`. False: somebody has asked. @throws QueueUnavailable, TableUnavailable */
export async function askForCheck(deps: AskDeps, target: Target, betweenMs: number): Promise<boolean> {
  const now = deps.clock();
  const key = providerKey(target.tenantId, target.id);
  const when = { exists: true as const, absentOrLess: { attribute: 'askedAt', than: now - betweenMs + 1 } };
  if (!(await written(deps.table.write({ op: 'update', key, set: { askedAt: now }, remove: ['checkedAt', 'checkError'], when })))) return false;
  await queueTask(deps, 'check', target);
  return true;
}

export interface OutsideDeps {
  readonly table: Table;
  readonly clock: Clock;
  readonly vault: Pick<Vault, 'get'>;
  readonly calls: ProviderCalls;
  readonly publicUrl: string;
}

/** The client with its secret, as it is now. @throws SecretsUnavailable */
export async function clientOf({ vault }: Pick<OutsideDeps, 'vault'>, tenantId: string, { id, issuer, clientId, secretVersion }: Provider): Promise<Client> {
  const stored = secretVersion === 0 ? undefined : await vault.get(secretName(tenantId, id), { maxAgeSeconds: 0 });
  return { issuer, clientId, clientSecret: stored === undefined ? null : (JSON.parse(stored) as { readonly clientSecret: string }).clientSecret };
}

/** Checks a provider and keeps what came of it. A failure leaves what was discovered before. Null: the provider is gone. @throws SecretsUnavailable, TableUnavailable */
export async function checkProvider(deps: OutsideDeps, { tenantId, id }: Pick<Target, 'tenantId' | 'id'>): Promise<'well' | 'failed' | null> {
  const key = providerKey(tenantId, id);
  const [item] = await deps.table.get([key], { consistent: true });
  if (!item) return null;
  const provider = providerOf(item);
  const { discovered, error } = await deps.calls.check(await clientOf(deps, tenantId, provider), redirectUri(deps.publicUrl, id));
  const at = new Date(deps.clock()).toISOString();
  const set = { checkedAt: at, ...(error === null ? {} : { checkError: error }), ...(discovered === null ? {} : { discovered, discoveredAt: at }) };
  const when = { exists: true as const };
  if (!(await written(deps.table.write({ op: 'update', key, set, ...(error === null ? { remove: ['checkError'] } : {}), when })))) return null;
  return error === null ? 'well' : 'failed';
}
