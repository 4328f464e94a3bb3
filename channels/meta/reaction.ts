import type { ReactAction } from '../../domain/channels/actions.ts';
import type { Outcome } from '../../domain/outbound/outcome.ts';
import { callGraph, changedBy, type GraphAccess } from './page-call.ts';

/**
 * A reaction to a message: `POST /{page}/messages` with `sender_action: "react"` and `payload {message_id, reaction}`. Repeated with another reaction it replaces
 * the one before; `unreact` with `payload {message_id}` removes it. Messenger takes any emoji, Instagram only `love`.
 * - https://developers.facebook.com/documentation/business-messaging/messenger-platform/send-messages/sender-actions (of 2026-01-21, read 2026-11-30)
 * - https://developers.facebook.com/documentation/business-messaging/instagram-messaging/features/send-message (of 2026-07-02, read 2026-11-30)
 * `from`: the first segment of the path. `reaction`: in the provider's words; null removes it.
 */
export const reactTo = async ({ to, message }: ReactAction, from: string, reaction: string | null, access: GraphAccess): Promise<Outcome> => {
  const action =
    reaction === null ? { sender_action: 'unreact', payload: { message_id: message } } : { sender_action: 'react', payload: { message_id: message, reaction } };
  return changedBy(await callGraph(access, [from, 'messages'], { method: 'POST', json: { recipient: { id: to }, ...action } }));
};
