import type { Sender } from '../channel.ts';
import type { ApiCredentials } from './credentials.ts';
import { sendApi } from './send.ts';

export const apiSender: Sender<ApiCredentials> = {
  name: 'api',
  capabilities: { maxTextLength: 100_000, canSend: true, idempotentSend: true },
  send: sendApi,
};
