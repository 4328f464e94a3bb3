import type { CredentialWords } from '../credential-row.ts';

export const words: CredentialWords = {
  '': 'Of a bot at Telegram.',
  botToken: "The bot's token, from @BotFather.",
  secretToken: 'The `secret_token` that you give to `setWebhook`; Telegram sends it with each webhook. Telegram takes 1 to 256 letters, digits, `_` and `-`.',
};
