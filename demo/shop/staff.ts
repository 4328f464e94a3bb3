import { HubError, type Json, type Session } from '../hub.ts';
import type { Language } from './people.ts';
import { ANSWERS } from './scripts.ts';

/** The number of new tickets that the demo's staff does not answer, so that users always have some. */
const LEFT_FOR_YOU = 12;

export interface Staff {
  readonly sessions: readonly Session[];
  /** The shop's own origins. Users answer tickets of the origins that they connect themselves. */
  readonly originIds: ReadonlySet<string>;
}

/**
 * One of the shop's agents answers one ticket, through the API as the console would: a new one, or one of their own whose customer
 * waits. Returns whether there was one. Conflicts and stale states end the attempt without an error.
 */
export async function answerOne({ sessions, originIds }: Staff, turn: number, languageOf: (authorId: string) => Language): Promise<boolean> {
  const session = sessions[turn % sessions.length];
  if (session === undefined) return false;
  try {
    const ticket = await pick(session, turn % 2 === 0, await answerable(session, originIds));
    if (ticket === undefined) return false;
    const path = `/v1/tickets/${encodeURIComponent(String(ticket['id']))}/messages`;
    const answers = ANSWERS[languageOf(String((ticket['author'] as Json)['id']))];
    const first = ticket['status'] === 'created';
    const text = answers[first ? 0 : 1] ?? answers[0];
    const last = (ticket['lastMessage'] as Json | null)?.['number'];
    // The key identifies the answered message, so that no answer is sent twice.
    const key = `demo-answer-${String(ticket['id']).slice(-40)}-${String(last)}`;
    const lastSeen = typeof last === 'number' ? { lastSeenNumber: last } : {};
    await session.call('POST', path, { kind: 'reply', text, ...afterwards(first, turn), ...lastSeen }, key);
    if (first && turn % 4 === 0)
      await session.call('POST', path, { kind: 'note', text: 'Parcel checked with the courier, they call back this afternoon.' }, `${key}-note`);
    return true;
  } catch (error) {
    if (error instanceof HubError && error.status < 500) return false;
    throw error;
  }
}

/** Some first answers set the ticket to pending and some to solved; later answers always do one of the two. */
function afterwards(first: boolean, turn: number): { thenStatus?: 'pending' | 'solved' } {
  if (turn % 4 === 2) return { thenStatus: 'pending' };
  return turn % 4 === 3 || !first ? { thenStatus: 'solved' } : {};
}

/** Tickets of the shop's origins on which a reply can be sent now; on others, replies would only fail. */
async function answerable(session: Session, originIds: ReadonlySet<string>): Promise<(ticket: Json) => boolean> {
  const { origins } = await session.call('GET', '/v1/directory');
  const open = new Set((origins as Json[]).flatMap(({ id, canReply }) => (canReply === true && originIds.has(String(id)) ? [id] : [])));
  return (ticket) => open.has((ticket['origin'] as Json)['id']);
}

async function pick(session: Session, fresh: boolean, canAnswer: (ticket: Json) => boolean): Promise<Json | undefined> {
  const me = await session.call('GET', '/v1/me');
  if (!fresh) {
    const mine = (await session.call('GET', `/v1/tickets?status=working&ownerId=${encodeURIComponent(String(me['id']))}&limit=50`))['items'] as Json[];
    const waiting = mine.filter((ticket) => ticket['waitingSince'] !== null && canAnswer(ticket));
    if (waiting.length > 0) return waiting.at(-1);
  }
  const created = (await session.call('GET', '/v1/tickets?status=created&limit=50'))['items'] as Json[];
  return created.length > LEFT_FOR_YOU ? created.findLast(canAnswer) : undefined;
}
