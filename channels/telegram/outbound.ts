import { performing } from '../outbound.ts';
import type { TelegramCredentials } from './credentials.ts';
import { replyOnTelegram } from './reply.ts';

/** Everything but replies is rare, and loaded by its first use. */
export const outbound = performing<TelegramCredentials>({
  reply: replyOnTelegram,
  edit: async (...given) => (await import('./change.ts')).editOnTelegram(...given),
  unsend: async (...given) => (await import('./change.ts')).unsendOnTelegram(...given),
  react: async (...given) => (await import('./reaction.ts')).reactOnTelegram(...given),
  typing: async (...given) => (await import('./change.ts')).typeOnTelegram(...given),
});
