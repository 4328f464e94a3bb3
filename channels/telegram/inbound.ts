import { sameText } from '../hmac.ts';
import type { Inbound } from '../inbound.ts';
import { callbackAnswer } from './callback.ts';
import type { TelegramCredentials } from './credentials.ts';
import { parseTelegram } from './parse.ts';

/** The header that proves a call: https://core.telegram.org/bots/api#setwebhook (Bot API 10.1, read 2026-11-29). */
const HEADER = 'x-telegram-bot-api-secret-token';

/** The updates of a bot. Telegram does not sign the bytes: the secret token is the proof. */
export const inbound: Inbound<TelegramCredentials> = {
  handshake: () => null,
  verify({ headers }, secrets) {
    const given = headers[HEADER];
    // Every secret is compared, so that the time taken does not show which one it is.
    return given !== undefined && secrets.map(({ secretToken }) => sameText(secretToken, given)).includes(true);
  },
  parse: async (request, { botToken }) => parseTelegram(request, botIdOf(botToken)),
  accepted: { status: 200, body: '', contentType: 'text/plain' },
  answer(_, request) {
    const body = callbackAnswer(request.body);
    return body === null ? inbound.accepted : { status: 200, body, contentType: 'application/json' };
  },
};

/** A bot's token begins with its user id: https://core.telegram.org/bots/api#authorizing-your-bot (read 2026-11-29). */
const botIdOf = (token: string): string | null => /^(\d+):/.exec(token)?.[1] ?? null;
