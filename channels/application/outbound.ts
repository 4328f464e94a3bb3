import type { Outcome } from '../../domain/outbound/outcome.ts';
import { ownError } from '../../domain/vocabulary/delivery-error.ts';
import { type OwnChatAction, performing, type SendSettings } from '../outbound.ts';
import type { ApplicationCredentials } from './credentials.ts';

/** The hub writes into its own chat. A process without access to chats can send nothing. */
const inChat = async (action: OwnChatAction, { application }: ApplicationCredentials, { chats }: SendSettings): Promise<Outcome> =>
  chats ? chats.perform(action, application) : { outcome: 'failed', error: ownError('no_action', `(${action.kind})`) };

export const outbound = performing<ApplicationCredentials>({ reply: inChat, edit: inChat, unsend: inChat, react: inChat });
