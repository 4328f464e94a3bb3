import type { MarkReadAction, TypingAction } from '../../domain/channels/actions.ts';
import type { Outcome } from '../../domain/outbound/outcome.ts';
import { callGraph, changedBy, type GraphAccess } from './page-call.ts';

/**
 * `POST /{page}/messages` with `{recipient: {id}, sender_action}`: `mark_seen` marks the customer's newest message as seen, `typing_on` shows that an answer is being
 * written, `typing_off` ends that.
 * - https://developers.facebook.com/documentation/business-messaging/messenger-platform/send-messages/sender-actions (of 2026-01-21, read 2026-11-30)
 * - https://developers.facebook.com/documentation/business-messaging/instagram-messaging/features/sender-actions (read 2026-11-30)
 * `from`: the first segment of the path.
 */
export const signalTo = async (signal: MarkReadAction | TypingAction, from: string, access: GraphAccess): Promise<Outcome> => {
  const action = signal.kind === 'markRead' ? 'mark_seen' : signal.on ? 'typing_on' : 'typing_off';
  return changedBy(await callGraph(access, [from, 'messages'], { method: 'POST', json: { recipient: { id: signal.to }, sender_action: action } }));
};
