import type { Outcome } from '../../domain/outbound/outcome.ts';
import { id, type Json, number, record, records, text } from '../json.ts';
import { multipart } from '../multipart.ts';
import type { CallSettings, OutgoingAnswer } from '../outbound.ts';
import { type Attempt, isSuccess, post, postJson, refusalOf } from '../outgoing.ts';
import type { TelegramCredentials } from './credentials.ts';

type Fields = Readonly<Record<string, unknown>>;
export type FormFile = Parameters<typeof multipart>[1];

/** A call's `result`, or its outcome. `description`: Telegram's text for an error. */
export type Called = Answered | Refused;
/** `results`: of a method that answers several messages. */
interface Answered {
  readonly result: Json | undefined;
  readonly results: readonly Json[];
}
interface Refused {
  readonly outcome: Outcome;
  readonly description: string;
  /** The group is a supergroup now, with this id. */
  readonly movedTo?: number;
}

/**
 * One method of the Bot API: `POST /bot{token}/{method}` with JSON, or a form with files that are streamed. Answers `{ok, result}` or `{ok, error_code,
 * description, parameters}`. A group that became a supergroup has a new id. Telegram's error contains it and nothing was sent, so the call is repeated with the
 * new id.
 * https://core.telegram.org/bots/api#making-requests, #responseparameters (Bot API 10.1, read 2026-11-29)
 */
export const callBot = async (
  method: string,
  fields: Fields,
  credentials: TelegramCredentials,
  settings: CallSettings,
  files: readonly FormFile[] = [],
): Promise<Called> => {
  const called = await once(method, fields, credentials, settings, files);
  if ('result' in called || called.movedTo === undefined) return called;
  return once(method, { ...fields, chat_id: called.movedTo }, credentials, settings, files);
};

const once = async (
  method: string,
  fields: Fields,
  { botToken }: TelegramCredentials,
  settings: CallSettings,
  files: readonly FormFile[] = [],
): Promise<Called> => {
  // The address contains the token, so errors and logs never contain the address. The colon is not escaped, because Telegram's tokens contain it.
  const url = `${settings.baseUrl}/bot${encodeURIComponent(botToken).replaceAll('%3A', ':')}/${method}`;
  const attempt = files.length > 0 ? await postForm(settings, url, fields, files) : await postJson(settings, url, {}, JSON.stringify(fields));
  if ('outcome' in attempt) return { ...attempt, description: '' };
  const result = record(attempt.body)?.['result'];
  return isSuccess(attempt.answer) ? { result: record(result), results: records(result) } : refusedBy(attempt.answer, record(attempt.body), botToken);
};

/** An incompletely sent form has no effect, so the call can be retried. */
const postForm = async (settings: CallSettings, url: string, fields: Fields, files: readonly FormFile[]): Promise<Attempt> => {
  const texts = Object.entries(fields).map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)] as const);
  const { headers, body } = multipart(Object.fromEntries(texts), ...files);
  let isWhole = false;
  const attempt = await post(
    settings,
    url,
    headers,
    beforeLast(body, () => {
      isWhole = true;
    }),
  );
  const isLost = 'outcome' in attempt && attempt.outcome.outcome === 'unknown' && !isWhole;
  return isLost ? { outcome: { ...attempt.outcome, outcome: 'retry' } } : attempt;
};

/** Calls `note` directly before the last piece is sent. */
async function* beforeLast(pieces: AsyncIterable<Uint8Array>, note: () => void): AsyncGenerator<Uint8Array, void, undefined> {
  let held: Uint8Array | undefined;
  for await (const piece of pieces) {
    if (held) yield held;
    held = piece;
  }
  note();
  if (held) yield held;
}

const refusedBy = (answer: OutgoingAnswer, body: Json | undefined, token: string): Refused => {
  const { status } = answer;
  const description = (text(body?.['description']) ?? `Telegram answered ${status}.`).replaceAll(token, '…');
  const error = { code: String(status), message: description };
  const parameters = record(body?.['parameters']);
  const moved = number(parameters?.['migrate_to_chat_id']);
  if (status === 400 && moved !== undefined) return { outcome: { outcome: 'failed', error }, description, movedTo: moved };
  // A malformed token causes a 404, a revoked one a 401.
  if (status === 401 || (status === 404 && body?.['ok'] === false)) return { outcome: { outcome: 'reauthorise', error }, description };
  const retryAfter = id(parameters?.['retry_after']) ?? answer.retryAfter;
  const isTurnedAway = status === 429 || (status === 503 && retryAfter !== null);
  if (!isTurnedAway && (status >= 500 || status < 200)) return { outcome: { outcome: 'unknown', error }, description };
  return { outcome: refusalOf({ ...answer, retryAfter }, error, isTurnedAway), description };
};
