import type { AuditChange } from '../../configuration/audited-table.ts';
import type { Clock, Context, NewId } from '../../context.ts';
import { notFound } from '../../errors.ts';
import type { Table, Write } from '../../table/port.ts';
import { agentKey } from '../agents/agent.ts';
import { rightsChecks } from '../credentials/rights-checks.ts';
import { factorKey, factorOf, unchanged } from '../second-factor/factor.ts';
import { passkeysGone, passkeysKey, passkeysOf } from '../second-factor/passkeys.ts';
import { endSessions } from '../sessions/end-sessions.ts';
import type { SessionRef } from '../sessions/session.ts';
import { agentChanged } from '../sessions/session-audit.ts';

interface Deps {
  readonly table: Table;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly closeSockets: (ref: Pick<SessionRef, 'tenantId' | 'personId'> & { readonly sessionId: null }) => Promise<void>;
}

/**
 * Takes the second factor off an agent who has lost the phone and the recovery codes. Their sessions end: whoever had them proves the password again.
 * Without a factor nothing happens. @throws Problem not_found, TableUnavailable
 */
export async function resetFactor(deps: Deps, context: Context, personId: string): Promise<void> {
  const { tenantId } = context;
  const [agent, item] = await deps.table.get([agentKey(tenantId, personId), factorKey(tenantId, personId)], { consistent: true });
  if (!agent) throw notFound('agent');
  if (!item) return;
  const factor = factorOf(item);
  const from = factor.secret === null ? 'off' : 'on';
  const line = told(deps, context, personId, { field: 'secondFactor', from, to: 'off' });
  const writes: Write[] = [{ op: 'delete', key: factorKey(tenantId, personId), when: unchanged(factor) }, line];
  await deps.table.transact([...writes, ...rightsChecks(context, writes)]);
  await endSessions(deps, { tenantId, personId });
}

/** Removes all passkeys of an agent who has lost the device. Their sessions end. Without passkeys nothing happens. @throws Problem not_found, TableUnavailable */
export async function removePasskeys(deps: Deps, context: Context, personId: string): Promise<void> {
  const { tenantId } = context;
  const [agent, item] = await deps.table.get([agentKey(tenantId, personId), passkeysKey(tenantId, personId)], { consistent: true });
  if (!agent) throw notFound('agent');
  const passkeys = passkeysOf(item);
  if (passkeys.list.length === 0) return;
  const names = passkeys.list.map(({ name }) => name).join(', ');
  const writes: Write[] = [...passkeysGone(tenantId, personId, passkeys), told(deps, context, personId, { field: 'passkey', from: names, to: null })];
  await deps.table.transact([...writes, ...rightsChecks(context, writes)]);
  await endSessions(deps, { tenantId, personId });
}

/** The line of the audit. */
function told({ clock, newId }: Deps, { tenantId, actor, correlationId }: Context, personId: string, change: AuditChange): Write {
  const by = 'id' in actor ? { type: actor.type, id: actor.id } : { type: 'system', id: null };
  return agentChanged({ tenantId, personId }, clock(), { ...change, by, name: newId(), correlationId });
}
