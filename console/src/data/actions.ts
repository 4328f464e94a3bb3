import type { Message, MessageDraft, Ticket, TicketChange } from '../../../client/api.ts';
import type { ParleyError } from '../../../client/rest/problem.ts';
import type { DraftFile, DraftFiles } from './draft-files.ts';
import type { Drafts } from './drafts.ts';
import type { Outbox, Write } from './outbox.ts';
import type { Threads } from './threads.ts';
import type { Tickets } from './tickets.ts';

/** How long a reply can be taken back, in ms. */
export const UNDO_MS = 5000;

export interface ActionDeps {
  readonly me: string;
  readonly tickets: Tickets;
  readonly threads: Threads;
  readonly drafts: Drafts;
  readonly files: Pick<DraftFiles, 'of' | 'set'>;
  readonly now: () => number;
  readonly newId: () => string;
  /** A write has failed for good, and its effect on the screen is gone. */
  readonly told: (write: Write, error: ParleyError) => void;
  /** A reply was stored, but its status was not set: the customer wrote meanwhile. */
  readonly skipped: (write: Write) => void;
  /** A ticket is not solved or closed, because the customer wrote before that left. */
  readonly heldBack: (write: Write) => void;
}

export interface Actions {
  /** `isUndoable`: it leaves some seconds later, and can be taken back until then. Returns the id of the write. */
  change(ticketId: string, change: TicketChange, isUndoable?: boolean): Promise<string>;
  take(ticketId: string): Promise<string>;
  /** Returns the id of the write, for `undo`. The draft of this ticket and kind is empty afterwards, and its files are gone with it. */
  post(ticketId: string, draft: MessageDraft): Promise<string>;
  undo(id: string): Promise<boolean>;
  /** The newest write that can still be taken back. */
  lastUndoable(): Write | undefined;
  /** These tickets have changed at the hub. */
  heard(ticketIds: readonly string[]): void;
  /** For the outbox: what became of a write. */
  done(write: Write, answer: unknown): void;
  refused(write: Write, error: ParleyError): void;
  /** The version to send with a write: that of one's own last change, where it is newer than what was seen. */
  versionFor(write: Write): number | undefined;
}

/** What an agent does to tickets: shown at once, sent by the outbox, taken back if the hub refuses. `outbox` is asked late, because it is made with these. */
export function createActions(deps: ActionDeps, outbox: () => Outbox): Actions {
  const { tickets, threads, drafts, files, now, newId, me } = deps;
  /** The version after one's own last change: two changes in a row are not a conflict. */
  const own = new Map<string, number>();

  const write = async (ticketId: string, rest: Pick<Write, 'method' | 'path' | 'body'> & Partial<Write>): Promise<string> => {
    const at = now();
    const { id = newId() } = rest;
    await outbox().add({ id, lane: ticketId, at, notBefore: at, ...rest });
    return id;
  };
  const path = (ticketId: string): string => `/v1/tickets/${encodeURIComponent(ticketId)}`;
  const restore = ({ ticketId, kind, text, files: sent = [] }: NonNullable<Write['draft']>): void => {
    if (text !== '') drafts.restore(ticketId, kind, text);
    if (sent.length > 0) files.set(ticketId, kind, [...sent, ...files.of(ticketId, kind)]);
  };
  const waitingStatus = (ticketId: string): Write | undefined =>
    outbox()
      .waiting()
      .findLast(
        ({ lane, method, body, notBefore }) => lane === ticketId && method === 'PATCH' && notBefore > now() && (body as TicketChange).status !== undefined,
      );
  const undo: Actions['undo'] = async (id) => {
    const taken = outbox()
      .waiting()
      .find((one) => one.id === id);
    if (taken === undefined || !(await outbox().undo(id))) return false;
    tickets.settle(taken.lane, id);
    if (taken.draft !== undefined) restore(taken.draft);
    return true;
  };
  const change: Actions['change'] = async (ticketId, body, isUndoable = false) => {
    // Another choice takes the place of one that can still be taken back.
    const before = body.status === undefined ? undefined : waitingStatus(ticketId);
    if (before !== undefined) await undo(before.id);
    const version = tickets.confirmed(ticketId)?.version;
    const id = newId();
    tickets.overlay(ticketId, id, body);
    const seenNumber = tickets.confirmed(ticketId)?.lastMessage?.number ?? 0;
    const rest = { ...(version === undefined ? {} : { ifMatch: version }), ...(isUndoable ? { notBefore: now() + UNDO_MS, seenNumber } : {}) };
    return write(ticketId, { id, method: 'PATCH', path: path(ticketId), body, ...rest });
  };
  return {
    change,
    take(ticketId) {
      const id = newId();
      const isNew = tickets.get(ticketId)?.status === 'created';
      tickets.overlay(ticketId, id, { owner: { agentId: me }, ...(isNew ? { status: 'working' as const } : {}) });
      return write(ticketId, { id, method: 'POST', path: `${path(ticketId)}/take`, body: undefined });
    },
    async post(ticketId, draft) {
      const notBefore = now() + (draft.kind === 'reply' ? UNDO_MS : 0);
      const { kind, text = '' } = draft;
      const sent: readonly DraftFile[] = files.of(ticketId, kind).filter(({ attachmentId }) => attachmentId !== undefined);
      const ids = sent.map(({ attachmentId }) => attachmentId as string);
      const body = ids.length === 0 ? draft : { ...draft, attachmentIds: ids };
      const id = await write(ticketId, {
        method: 'POST',
        path: `${path(ticketId)}/messages`,
        body,
        notBefore,
        draft: { ticketId, kind, text, ...(sent.length === 0 ? {} : { files: sent }) },
      });
      // Only now: until the write is stored, the text is in the draft. A template leaves the draft alone.
      if (draft.template === undefined) {
        drafts.set(ticketId, kind, '');
        files.set(ticketId, kind, []);
      }
      return id;
    },
    undo,
    lastUndoable: () => {
      const at = now();
      return outbox()
        .waiting()
        .findLast(({ notBefore }) => notBefore > at);
    },
    heard(ticketIds) {
      for (const id of ticketIds) {
        const write = waitingStatus(id);
        const { kind, number = 0 } = tickets.confirmed(id)?.lastMessage ?? {};
        if (write?.seenNumber === undefined || kind !== 'customer' || number <= write.seenNumber) continue;
        void undo(write.id).then((isUndone) => isUndone && deps.heldBack(write));
      }
    },
    done(done, answer) {
      if (done.draft === undefined) {
        const ticket = answer as Ticket;
        own.set(ticket.id, ticket.version);
        tickets.put([ticket]);
      } else {
        const message = answer as Message;
        threads.add(message);
        if (message.statusSkipped === true) deps.skipped(done);
      }
      tickets.settle(done.lane, done.id);
    },
    refused(refused, error) {
      tickets.settle(refused.lane, refused.id);
      if (refused.draft !== undefined) restore(refused.draft);
      deps.told(refused, error);
    },
    versionFor: ({ lane, ifMatch }) => (ifMatch === undefined ? undefined : Math.max(ifMatch, own.get(lane) ?? 0)),
  };
}
