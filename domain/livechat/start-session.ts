import { isDeepStrictEqual } from 'node:util';
import type { Clock, NewId } from '../context.ts';
import { notFound, Problem } from '../errors.ts';
import { resolveOrigin } from '../origins/resolve-origin.ts';
import type { Vault } from '../origins/vault.ts';
import { headKey } from '../support/threads/keys.ts';
import { type Table, type TableOf, TransactionRefused, type Write } from '../table/port.ts';
import { chatSettings, hasSigned, requireAllowedPage } from './chat-settings.ts';
import { positionText } from './position.ts';
import { conversationOf, detailsOf, userHashOf, userKey, type Visitor, type VisitorRef, visitorItem, visitorKey, visitorOf } from './visitor.ts';
import { readVisitorToken, signVisitor } from './visitor-token.ts';

export interface StartDeps {
  /** The directory. */
  readonly table: Table;
  readonly tableOf: TableOf;
  readonly vault: Pick<Vault, 'get'>;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly tokenKey: string;
}

export interface StartSession {
  readonly originId: string;
  /** The `Origin` header. */
  readonly page: string | undefined;
  /** The token of an earlier session in this browser. If it is no longer valid, a new conversation starts. */
  readonly token?: string | undefined;
  /** A person whom the business has signed in. */
  readonly identity?: { readonly id: string; readonly hash: string } | undefined;
  readonly name?: string | undefined;
  readonly email?: string | undefined;
  readonly answers?: Readonly<Record<string, string>> | undefined;
}

export interface StartedSession {
  readonly token: string;
  readonly expiresAt: string;
  readonly conversationId: string;
  /** False: the conversation is new. */
  readonly resumed: boolean;
  /** The end of the conversation now. */
  readonly position: string;
}

/** Attempts if other devices of the same person start at the same moment. */
const ROUNDS = 5;

/**
 * Starts a visitor's session, or resumes it. A signed-in person has one conversation on every device. At their first session, they take over the conversation
 * that they began anonymously in this browser. From then on, only they can open it.
 * @throws Problem not_found (no such origin of this channel), forbidden (another page; an id that the business has not signed); TableUnavailable
 */
export const startSession = async (deps: StartDeps, input: StartSession): Promise<StartedSession> => {
  const address = await resolveOrigin(deps.table, input.originId);
  if (address?.channel !== 'livechat') throw notFound('origin');
  const { tenantId, originId } = address;
  const stored = await chatSettings(deps.vault, tenantId, originId);
  if (!stored) throw notFound('origin');
  requireAllowedPage(stored, input.page);
  const { identity } = input;
  if (identity && !hasSigned(stored, identity.id, identity.hash, deps.clock()))
    throw new Problem('forbidden', 'The hash does not match this id under the origin’s identitySecret.');
  const table = deps.tableOf(tenantId);
  const earlier = await earlierVisitor(deps, table, { tenantId, originId, token: input.token });
  for (let round = 0; round < ROUNDS; round += 1) {
    const found = identity ? await ofUser(table, { tenantId, originId, userHash: userHashOf(originId, identity.id) }, earlier) : anonymous(deps, earlier);
    const visitor = withDetails(found.visitor ?? newVisitor({ tenantId, originId, visitorId: found.visitorId }), input, found.userHash);
    const writes = [...found.writes, ...writesOf(found.visitor, visitor, new Date(deps.clock()).toISOString())];
    try {
      if (writes.length > 0) await table.transact(writes);
    } catch (error) {
      if (error instanceof TransactionRefused) continue;
      throw error;
    }
    const [head] = await table.get([headKey(tenantId, visitor.threadId)], { consistent: true });
    return {
      ...(await signVisitor(deps.tokenKey, visitor, deps.clock())),
      conversationId: visitor.threadId,
      resumed: found.visitor !== null,
      position: positionText({ message: Number(head?.['lastNumber'] ?? 0), amendment: Number(head?.['lastAmendment'] ?? 0) }),
    };
  }
  throw new Problem('conflict', 'Another device of this person starts at the same moment. Try again.');
};

type Where = { readonly tenantId: string; readonly originId: string };

const stillThere = async (table: Table, { tenantId, originId }: Where, visitorId: string): Promise<Visitor | null> => {
  const [item] = await table.get([visitorKey(tenantId, conversationOf({ originId, visitorId }))], { consistent: true });
  return item ? visitorOf(tenantId, item) : null;
};

/** The visitor of this browser's token, if the token belongs to this origin and still opens the conversation. */
const earlierVisitor = async (deps: StartDeps, table: Table, where: Where & { readonly token: string | undefined }): Promise<Visitor | null> => {
  const ref = where.token === undefined ? null : await readVisitorToken(deps.tokenKey, where.token, deps.clock());
  if (ref?.tenantId !== where.tenantId || ref.originId !== where.originId) return null;
  const visitor = await stillThere(table, where, ref.visitorId);
  return visitor?.userHash === ref.userHash ? visitor : null;
};

interface Found {
  /** Null if it does not exist yet. */
  readonly visitor: Visitor | null;
  readonly visitorId: string;
  readonly writes: readonly Write[];
  /** The visitor who becomes the conversation's owner. */
  readonly userHash?: string;
}

const anonymous = ({ newId }: Pick<StartDeps, 'newId'>, earlier: Visitor | null): Found => ({
  visitor: earlier,
  visitorId: earlier?.visitorId ?? `visitor-${newId()}`,
  writes: [],
});

/** The conversation of a signed-in person; without one, the anonymous one of this browser becomes theirs. */
const ofUser = async (table: Table, { userHash, ...where }: Where & { readonly userHash: string }, earlier: Visitor | null): Promise<Found> => {
  const key = userKey(where.tenantId, where.originId, userHash);
  const [known] = await table.get([key], { consistent: true });
  if (known) {
    const visitorId = String(known['visitorId']);
    return { visitor: await stillThere(table, where, visitorId), visitorId, writes: [], userHash };
  }
  const adopted = earlier?.userHash === null ? earlier : null;
  // Otherwise the id is derived, so that two devices that start at the same time make the same conversation.
  const visitorId = adopted?.visitorId ?? `user-${userHash}`;
  return { visitor: adopted, visitorId, writes: [{ op: 'put', item: { ...key, visitorId }, when: { absent: true } }], userHash };
};

const newVisitor = (of: Omit<VisitorRef, 'userHash'>): Visitor => ({
  ...of,
  threadId: conversationOf(of),
  userHash: null,
  name: null,
  email: null,
  answers: {},
  delivered: 0,
  read: 0,
  seenAt: null,
  mailedTo: 0,
  mailToken: null,
  mailing: null,
});

const withDetails = (visitor: Visitor, { name, email, answers }: StartSession, userHash: string | undefined): Visitor => ({
  ...visitor,
  ...(userHash === undefined ? {} : { userHash }),
  ...(name === undefined ? {} : { name }),
  ...(email === undefined ? {} : { email }),
  ...(answers === undefined ? {} : { answers: { ...visitor.answers, ...answers } }),
});

const writesOf = (before: Visitor | null, after: Visitor, now: string): Write[] => {
  if (!before) return [{ op: 'put', item: visitorItem(after, now), when: { absent: true } }];
  const set = detailsOf(after);
  if (isDeepStrictEqual(detailsOf(before), set)) return [];
  return [{ op: 'update', key: visitorKey(after.tenantId, after.threadId), set, when: { exists: true, equals: { userHash: before.userHash } } }];
};
