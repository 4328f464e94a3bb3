import { type AuditChange, auditPk } from '../../configuration/audited-table.ts';
import type { Table, Write } from '../../table/port.ts';
import type { SessionRef } from './session.ts';

/** Who asked, as far as the request says. */
export interface Caller {
  /** IP address. */
  readonly address: string;
  readonly correlationId: string;
}

interface Line {
  readonly tenantId: string;
  /** Epoch ms. */
  readonly now: number;
  /** Makes the line's key; the same line again replaces it. */
  readonly name: string;
  readonly by: { readonly type: string; readonly id: string | null };
  readonly object: { readonly type: string; readonly id: string };
  readonly changes: readonly AuditChange[];
  readonly correlationId: string;
}

const lineOf = ({ tenantId, now, name, by, object, changes, correlationId }: Line): Write => {
  const at = new Date(now).toISOString();
  const entries = JSON.stringify([{ object, changes }]);
  return { op: 'put', item: { pk: auditPk(tenantId), sk: `${at}#${name}`, at, by, correlationId, entries } };
};

const change = (field: string, from: unknown, to: unknown): AuditChange => ({ field, from, to });

/** For the transaction that opens the session. `factor`: the second proof, if the person has one. */
export const signedIn = ({ tenantId, personId, sessionId }: SessionRef, now: number, { address, correlationId }: Caller, factor: string | null = null): Write =>
  lineOf({
    tenantId,
    now,
    name: `${sessionId}#in`,
    by: { type: 'agent', id: personId },
    object: { type: 'session', id: sessionId },
    changes: [change('state', null, 'open'), change('address', null, address), ...(factor === null ? [] : [change('secondFactor', null, factor)])],
    correlationId,
  });

/** For the transaction that ends it. `signed_out`: by the agent. `token_reused`: by somebody with a refresh token that was used before. */
export const ended = ({ tenantId, personId, sessionId }: SessionRef, now: number, why: 'signed_out' | 'token_reused', correlationId: string): Write =>
  lineOf({
    tenantId,
    now,
    name: `${sessionId}#out`,
    by: why === 'signed_out' ? { type: 'agent', id: personId } : { type: 'system', id: null },
    object: { type: 'session', id: sessionId },
    changes: [change('state', 'open', why), change('agentId', null, personId)],
    correlationId,
  });

interface AgentChange extends AuditChange, Pick<Line, 'by' | 'name' | 'correlationId'> {}

/** A change of how an agent signs in. `by`: themselves, the administrator who helps them, or the system. */
export const agentChanged = (
  { tenantId, personId }: Omit<SessionRef, 'sessionId'>,
  now: number,
  { field, from, to, by, name, correlationId }: AgentChange,
): Write => lineOf({ tenantId, now, name, by, object: { type: 'agent', id: personId }, changes: [change(field, from, to)], correlationId });

const WINDOW_MS = 3_600_000;

/**
 * One item for each account and hour, however many sign-ins fail: `readAudit` makes its entry of the count and of what the newest one says. Who
 * tried is not known. @throws TableUnavailable
 */
export const failed = async (
  table: Table,
  { tenantId, personId }: Omit<SessionRef, 'sessionId'>,
  now: number,
  { address, correlationId }: Caller,
): Promise<void> => {
  const since = new Date(Math.floor(now / WINDOW_MS) * WINDOW_MS).toISOString();
  const set = { at: new Date(now).toISOString(), by: { type: 'system', id: null }, correlationId, failedOf: personId, address };
  await table.write({ op: 'update', key: { pk: auditPk(tenantId), sk: `${since}#${personId}#failed` }, add: { failures: 1 }, set });
};
