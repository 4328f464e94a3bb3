import type { Context } from '../../context.ts';
import { CHAT } from '../../conversations/kinds/chat.ts';
import { groupId } from '../../conversations/kinds/group.ts';
import { notFound, Problem } from '../../errors.ts';
import { answeredBefore, commit, Replayed } from '../../idempotency/commit.ts';
import { namedBy } from '../chat-of.ts';
import { directOf } from '../directs/directs.ts';
import { type ChangeDeps, type ChangeGroup, changeGroup } from '../groups/change-group.ts';
import { createGroup } from '../groups/create-group.ts';
import { groupOf } from '../groups/group.ts';
import type { PublicChatMessage } from '../log-messages.ts';
import { mentionsOf } from '../messages.ts';
import { participantOf } from '../participant.ts';
import { takePart } from '../reading.ts';
import { postToRoom } from '../room-messages.ts';
import { type MessageExtras, writeMessage } from '../write-message.ts';
import { type Accepted, acceptedIn, groupIdOf, withClientId } from './client-ids.ts';

export interface SendFrame {
  readonly type: 'send';
  readonly id: string;
  /** A group's id will do. */
  readonly conversationId: string;
  /** May be missing beside attachments. */
  readonly body?: string | undefined;
  readonly attachmentIds?: readonly string[] | undefined;
  /** Number of the message that it answers. */
  readonly inReplyTo?: number | undefined;
  /** Number of the message in whose thread it is. */
  readonly threadOf?: number | undefined;
}

export interface GroupCreateFrame {
  readonly type: 'group.create';
  readonly id: string;
  readonly groupId?: string | undefined;
  readonly name: string;
  readonly description?: string | undefined;
  readonly memberIds: readonly string[];
}

export interface GroupUpdateFrame extends ChangeGroup {
  readonly type: 'group.update';
  readonly id: string;
  readonly groupId?: string | undefined;
  readonly conversationId?: string | undefined;
}

export type AcceptableFrame = SendFrame | GroupCreateFrame | GroupUpdateFrame;

export interface AcceptDeps extends ChangeDeps {
  /** People that a frame may add and remove; above it, the sender must use the REST gateway, which has jobs. */
  readonly mostPeople: number;
}

const extrasOf = ({ attachmentIds, inReplyTo, threadOf }: Pick<SendFrame, 'attachmentIds' | 'inReplyTo' | 'threadOf'>): MessageExtras => ({
  attachmentIds,
  inReplyTo,
  threadOf,
});

const send = async (deps: AcceptDeps, context: Context, { conversationId, body = '', ...extras }: SendFrame): Promise<Accepted> => {
  const { tenantId } = context;
  const named = namedBy(tenantId, conversationId);
  if (named?.kind === 'thread') throw new Problem('unprocessable', 'This is no chat: answer tickets by the API.');
  if (!named) throw notFound('conversation');
  const accepted = ({ number }: PublicChatMessage): Accepted => ({ conversationId: named.id, number });
  const answer = (made: PublicChatMessage) => ({ status: 201, body: accepted(made) });
  if (named.kind === 'group') return postToRoom(deps, context, groupOf(tenantId, named.id), body, extrasOf(extras), answer).then(accepted);
  if (named.kind === 'direct') return postToRoom(deps, context, directOf(tenantId, named.id), body, extrasOf(extras), answer).then(accepted);
  const mentions = await mentionsOf(deps.namesOf, tenantId, body, []);
  const made = await writeMessage(deps, context, { kind: CHAT, tenantId, id: named.id }, body, { ...extrasOf(extras), mentions }, answer);
  await takePart(deps.table, tenantId, participantOf(context.actor).id, { chat: named.id, number: made.number });
  return accepted(made);
};

const requireFew = ({ mostPeople }: AcceptDeps, people: number): void => {
  if (people > mostPeople) throw new Problem('too_large', `At most ${mostPeople} people at once here: use POST /v1/send.`);
};

/** Both group commands have several transactions, each of which happens once. Their result is stored last: until then, a repeat continues. */
const createdGroup = async (deps: AcceptDeps, { once: _once, ...context }: Context, frame: GroupCreateFrame): Promise<Accepted> => {
  requireFew(deps, frame.memberIds.length);
  const { name, description, memberIds } = frame;
  const made = await createGroup(deps, context, { id: frame.groupId ?? groupIdOf(context, frame.id), name, description, memberIds });
  const conversationId = groupId(made.body.id);
  return made.status === 202 ? { conversationId, jobId: made.body.jobId } : { conversationId };
};

const changedGroup = async (
  deps: AcceptDeps,
  context: Context,
  { groupId: id, conversationId, add, remove, name, description }: GroupUpdateFrame,
): Promise<Accepted> => {
  const which = id ?? conversationId;
  if (which === undefined) throw new Problem('unprocessable', 'Name the group by its `groupId` or its `conversationId`.');
  requireFew(deps, (add?.length ?? 0) + (remove?.length ?? 0));
  const changed = await changeGroup(deps, context, which, { add, remove, name, description });
  const named = { conversationId: groupId(changed.body.id) };
  return changed.status === 202 ? { ...named, jobId: changed.body.jobId } : named;
};

const run = async (deps: AcceptDeps, context: Context, frame: AcceptableFrame): Promise<Accepted> => {
  if (frame.type === 'send') return send(deps, context, frame);
  const before = await answeredBefore(deps.table, context);
  if (before) return acceptedIn(before);
  const accepted = frame.type === 'group.create' ? await createdGroup(deps, context, frame) : await changedGroup(deps, context, frame);
  await commit(deps.table, context, [], { status: 200, body: accepted });
  return accepted;
};

/**
 * Runs a frame that a client sends by socket or by `POST /v1/send`, as the REST call does. The same id always gets the result of the frame that was accepted first with it, whatever it says;
 * a frame that was not accepted can be sent again.
 * @throws Problem not_found, forbidden, conflict, unprocessable, too_large, unavailable; ObjectsUnavailable, QueueUnavailable, TableUnavailable
 */
export const acceptFrame = async (deps: AcceptDeps, caller: Context, frame: AcceptableFrame): Promise<Accepted> => {
  const context = withClientId(caller, frame.id);
  try {
    return await run(deps, context, frame);
  } catch (error) {
    if (error instanceof Replayed) return acceptedIn(error.answer);
    const before = error instanceof Problem && error.code !== 'unavailable' ? await answeredBefore(deps.table, context) : undefined;
    if (!before) throw error;
    return acceptedIn(before);
  }
};
