import { hash } from 'node:crypto';
import type { Context } from '../../context.ts';
import { hashedId } from '../../conversations/kinds/keys.ts';
import { type Answer, NEVER } from '../../idempotency/commit.ts';
import { participantOf } from '../participant.ts';

/** What the sender of a frame is told when it is accepted. */
export interface Accepted {
  readonly conversationId: string;
  /** Of the message; missing for groups. */
  readonly number?: number;
  /** Adds and removes more people than one call can. */
  readonly jobId?: string;
}

/** All requests with one id are the same one, whatever they say. */
const ANY_BODY = 'any';

/** Binds a frame to its client's own id: the first result is stored under it for good, for this principal, whether the frame comes by socket or by `POST /v1/send`. */
export const withClientId = (context: Context, id: string): Context => {
  const by = participantOf(context.actor);
  const pk = `T#${context.tenantId}#SF#${hashedId(by.type, by.id, id)}`;
  return { ...context, once: { pk, sk: 'SF', requestHash: ANY_BODY, expiresAt: NEVER } };
};

export const acceptedIn = (answer: Answer): Accepted => answer.body as Accepted;

/** The id of a group whose client gave none: the same for a repeated frame. A UUID of version 8 (RFC 9562 §5.8). */
export const groupIdOf = ({ tenantId, actor }: Context, id: string): string => {
  const by = participantOf(actor);
  const hex = hash('sha256', JSON.stringify([tenantId, by.type, by.id, id]), 'hex');
  return [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `a${hex.slice(17, 20)}`, hex.slice(20, 32)].join('-');
};
