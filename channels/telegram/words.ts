import type { CredentialWords } from '../credential-row.ts';

export const words: CredentialWords = {
  '': 'Of a bot at Telegram.',
  botToken: "The bot's token, from @BotFather.",
  secretToken: 'The secret that Telegram sends with each webhook.',
};
