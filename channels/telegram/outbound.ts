import { performing } from '../outbound.ts';
import { editOnTelegram, typeOnTelegram, unsendOnTelegram } from './change.ts';
import type { TelegramCredentials } from './credentials.ts';
import { reactOnTelegram } from './reaction.ts';
import { replyOnTelegram } from './reply.ts';

export const outbound = performing<TelegramCredentials>({
  reply: replyOnTelegram,
  edit: editOnTelegram,
  unsend: unsendOnTelegram,
  react: reactOnTelegram,
  typing: typeOnTelegram,
});
