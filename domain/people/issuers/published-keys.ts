import type { Clock } from '../../context.ts';
import { Problem } from '../../errors.ts';
import type { Table } from '../../table/port.ts';
import { written } from '../../table/written.ts';
import { type Issuer, issuerKey, issuerOf } from './issuer.ts';
import { usableKeys } from './public-keys.ts';

/** An entry of the queue `outbound`: keys to read. Its function can call the internet; the API cannot. */
export interface IssuerKeysEntry {
  readonly issuerKeys: { readonly tenantId: string; readonly id: string; readonly correlationId: string };
}

interface AskDeps {
  readonly table: Table;
  readonly clock: Clock;
  readonly queues: {
    send(queueUrl: string, messages: readonly { readonly body: string; readonly groupId: string; readonly dedupeId: string }[]): Promise<void>;
  };
  readonly outboundQueueUrl: string;
}

/** A server is asked at most once in this time, whatever tokens come. */
const BETWEEN_MS = 60_000;
/** Keys that are older are read again behind a sign-in, so that one that was withdrawn ends. */
const FRESH_MS = 600_000;
/** Keys that are older do not count: the server has not answered for a day. */
const LONGEST_MS = 86_400_000;
/** A reading that has not ended after this time is not waited for. */
const READING_MS = 15_000;

/** Asks the function outside for the keys. False: somebody has asked within the last minute. @throws QueueUnavailable, TableUnavailable */
export async function askForKeys(deps: AskDeps, { tenantId, id, correlationId }: IssuerKeysEntry['issuerKeys']): Promise<boolean> {
  const now = deps.clock();
  const when = { exists: true as const, absentOrLess: { attribute: 'askedAt', than: now - BETWEEN_MS + 1 } };
  if (!(await written(deps.table.write({ op: 'update', key: issuerKey(tenantId, id), set: { askedAt: now }, remove: ['fetchError'], when })))) return false;
  const entry: IssuerKeysEntry = { issuerKeys: { tenantId, id, correlationId } };
  await deps.queues.send(deps.outboundQueueUrl, [{ body: JSON.stringify(entry), groupId: `keys.${id}`, dedupeId: `keys.${tenantId}.${id}.${now}` }]);
  return true;
}

/**
 * The issuer with the keys that count for a token with this `kid`: those of a published set are read again if need be.
 * @throws Problem unavailable while they are being read; QueueUnavailable, TableUnavailable
 */
export async function requireKeys(deps: AskDeps, issuer: Issuer, kid: string, entry: IssuerKeysEntry['issuerKeys']): Promise<Issuer> {
  if (issuer.jwksUrl === null) return issuer;
  const now = deps.clock();
  const fetchedAt = issuer.fetchedAt === null ? 0 : Date.parse(issuer.fetchedAt);
  const keys = now - fetchedAt < LONGEST_MS ? issuer.keys : [];
  const isKnown = keys.some((key) => key.kid === kid);
  if (isKnown && now - fetchedAt < FRESH_MS) return issuer;
  const asked = await askForKeys(deps, entry);
  if (isKnown) return issuer;
  const isBeingRead = asked || (issuer.askedAt > fetchedAt && issuer.fetchError === null && now - issuer.askedAt < READING_MS);
  if (isBeingRead) throw new Problem('unavailable', 'The keys of this issuer are being read. Try again.', { retryAfter: 2 });
  return { ...issuer, keys };
}

/** What a server answers, or why it does not. */
export type Published = { readonly status: number; readonly body: string } | { readonly unanswered: string };

export interface ReadKeysDeps {
  readonly table: Table;
  readonly clock: Clock;
  readonly read: (url: string) => Promise<Published>;
}

/**
 * Reads the keys of an issuer. What cannot be read leaves those that are there. Null: the issuer is gone, or has no address any more.
 * @throws TableUnavailable
 */
export async function readKeys(
  deps: ReadKeysDeps,
  { tenantId, id }: Pick<IssuerKeysEntry['issuerKeys'], 'tenantId' | 'id'>,
): Promise<'read' | 'failed' | null> {
  const key = issuerKey(tenantId, id);
  const [item] = await deps.table.get([key], { consistent: true });
  const jwksUrl = item && issuerOf(item).jwksUrl;
  if (!jwksUrl) return null;
  const found = keysIn(await deps.read(jwksUrl));
  const at = new Date(deps.clock()).toISOString();
  const change =
    'failed' in found ? { set: { fetchError: found.failed } } : { set: { keys: JSON.stringify(found.keys), fetchedAt: at }, remove: ['fetchError'] };
  // Another address was set meanwhile: its own reading is on its way.
  if (!(await written(deps.table.write({ op: 'update', key, ...change, when: { exists: true, equals: { jwksUrl } } })))) return null;
  return 'failed' in found ? 'failed' : 'read';
}

function keysIn(answer: Published): { readonly keys: ReturnType<typeof usableKeys> } | { readonly failed: string } {
  if ('unanswered' in answer) return { failed: `no answer (${answer.unanswered})` };
  if (answer.status !== 200) return { failed: `answered ${answer.status}` };
  const keys = usableKeys(parsed(answer.body));
  return keys.length === 0 ? { failed: 'has no key that tokens may be signed with' } : { keys };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
