import { createHash } from 'node:crypto';
import { isRecord, sameText } from './graph-error.ts';
import { albumFault } from './telegram-album.ts';

/**
 * Telegram's Bot API, as far as a hub needs it, written from its documentation alone (https://core.telegram.org/bots/api, Bot API 10.1, read 2026-11-29):
 * - calls and their errors: #making-requests, #responseparameters; texts of errors: github.com/TelegramBotAPI/errors (read 2026-11-29)
 * - limits of texts, captions and files: #sendmessage, #sendphoto, #sending-files; of deletions: #deletemessage
 * Telegram ignores unknown fields. Here they are refused, so that a wrong name is noticed.
 */
export interface TelegramCall {
  readonly token: string;
  readonly method: string;
  readonly contentType: string;
  readonly body: Buffer;
}
export interface TelegramAnswer {
  readonly status: number;
  readonly body: unknown;
  /** What was accepted. */
  readonly done?: { readonly fields: Fields; readonly id: string | null; readonly file?: StoredFile; readonly files?: readonly StoredFile[] };
}
export interface StoredFile {
  readonly name: string;
  readonly type: string;
  readonly size: number;
  readonly sha256: string;
}
type Fields = Readonly<Record<string, unknown>>;
interface Message {
  readonly kind: 'text' | 'file';
  text: string;
  readonly at: number;
}

const MB = 1024 * 1024;
const TO = ['chat_id', 'business_connection_id', 'reply_parameters'];
/** The file's field and maximum size for each method that sends a file. */
const FILES: Readonly<Record<string, readonly [string, number]>> = {
  sendPhoto: ['photo', 10 * MB],
  sendAnimation: ['animation', 50 * MB],
  sendVideo: ['video', 50 * MB],
  sendAudio: ['audio', 50 * MB],
  sendVoice: ['voice', 50 * MB],
  sendDocument: ['document', 50 * MB],
};
const FIELDS: Readonly<Record<string, readonly string[]>> = {
  getMe: [],
  getWebhookInfo: [],
  sendMessage: [...TO, 'text'],
  ...Object.fromEntries(Object.entries(FILES).map(([method, [field]]) => [method, [...TO, 'caption', field]])),
  sendMediaGroup: [...TO, 'media'],
  editMessageText: ['chat_id', 'business_connection_id', 'message_id', 'text'],
  editMessageCaption: ['chat_id', 'business_connection_id', 'message_id', 'caption'],
  deleteMessage: ['chat_id', 'message_id'],
  deleteMessages: ['chat_id', 'message_ids'],
  deleteBusinessMessages: ['business_connection_id', 'message_ids'],
  sendChatAction: ['chat_id', 'business_connection_id', 'action'],
  setMessageReaction: ['chat_id', 'message_id', 'reaction', 'is_big'],
  answerCallbackQuery: ['callback_query_id', 'text'],
};
const TEXT = 4096;
const CAPTION = 1024;
const BOT_REACTIONS: readonly string[] = (
  '👍 👎 ❤ 🔥 🥰 👏 😁 🤔 🤯 😱 🤬 😢 🎉 🤩 🤮 💩 🙏 👌 🕊 🤡 🥱 🥴 😍 🐳 ❤\u200d🔥 🌚 🌭 💯 🤣 ⚡ 🍌 🏆 💔 🤨 😐 🍓 🍾 💋 🖕 😈 😴 😭 🤓 👻 👨\u200d💻 👀 🎃 🙈 😇 😨 🤝 ✍ 🤗 🫡 🎅 🎄 ☃ ' +
  '💅 🤪 🗿 🆒 💘 🙉 🦄 😘 💊 🙊 😎 👾 🤷\u200d♂ 🤷 🤷\u200d♀ 😡'
).split(' ');
const DELETABLE_MS = 48 * 3_600_000;
const ACTIONS = new Set(['typing', 'upload_photo', 'record_video', 'upload_video', 'record_voice', 'upload_voice', 'upload_document']);

export const refused = (status: number, description: string, parameters?: object): TelegramAnswer => ({
  status,
  body: { ok: false, error_code: status, description, ...(parameters ? { parameters } : {}) },
});
const bad = (what: string): TelegramAnswer => refused(400, `Bad Request: ${what}`);

/** https://core.telegram.org/bots/api#webhookinfo */
export interface WebhookInfo {
  readonly url: string;
  readonly pending_update_count: number;
  readonly last_error_date?: number;
  readonly last_error_message?: string;
}
interface Surroundings {
  readonly clock?: () => number;
  readonly webhookOf?: (bot: string) => WebhookInfo;
}
const NO_WEBHOOK: WebhookInfo = { url: '', pending_update_count: 0 };

export const telegram = ({ clock = Date.now, webhookOf = () => NO_WEBHOOK }: Surroundings = {}) => {
  /** By bot id. */
  const tokens = new Map<string, string>();
  /** By bot, chat (with its business connection) and number. */
  const messages = new Map<string, Message>();
  // After a restart, ids continue with larger numbers.
  let last = Math.floor(clock() / 1000);

  /** An unknown bot is accepted with any token, because a laptop's own origins may have invented ones. */
  const unknownBot = (token: string): TelegramAnswer | null => {
    const [, bot] = /^(\d+):[\w-]+$/.exec(token) ?? [];
    if (bot === undefined) return refused(404, 'Not Found');
    const known = tokens.get(bot);
    return known !== undefined && !sameText(known, token) ? refused(401, 'Unauthorized') : null;
  };

  const messageKey = (bot: string, fields: Fields, number: unknown): string =>
    `${bot}/${plain(fields['business_connection_id'])}/${plain(fields['chat_id'])}/${plain(number)}`;

  const sent = (bot: string, fields: Fields, message: Omit<Message, 'at'>, file?: StoredFile): TelegramAnswer => {
    last += 1;
    messages.set(messageKey(bot, fields, last), { ...message, at: clock() });
    const chat = Number(fields['chat_id']);
    const result = {
      message_id: last,
      from: { id: Number(bot), is_bot: true, first_name: 'Bot' },
      chat: { id: chat, type: chat < 0 ? 'supergroup' : 'private' },
    };
    return {
      status: 200,
      body: { ok: true, result: { ...result, date: Math.floor(clock() / 1000) } },
      done: { fields, id: `${chat}/${last}`, ...(file ? { file } : {}) },
    };
  };
  const sentTogether = (bot: string, fields: Fields, files: ReadonlyMap<string, StoredFile>): TelegramAnswer => {
    const wrong = albumFault(fields['media'], files);
    if (wrong !== null) return bad(wrong);
    const captions = (fields['media'] as readonly Fields[]).map(({ caption }) => plain(caption));
    const each = captions.map((text) => sent(bot, fields, { kind: 'file', text }));
    const result = each.map(({ body }) => (body as { readonly result: unknown }).result);
    return { status: 200, body: { ok: true, result }, done: { fields, id: each[0]?.done?.id ?? null, files: [...files.values()] } };
  };
  const yes = (fields: Fields): TelegramAnswer => ({ status: 200, body: { ok: true, result: true }, done: { fields, id: null } });

  const edit = (bot: string, fields: Fields, kind: Message['kind'], words: unknown): TelegramAnswer => {
    const message = messages.get(messageKey(bot, fields, fields['message_id']));
    if (!message) return bad('message to edit not found');
    if (message.kind !== kind && kind === 'text') return bad('there is no text in the message to edit');
    if (message.text === words) return bad('message is not modified: specified new message content and reply markup are exactly the same as a current content');
    message.text = String(words);
    return { status: 200, body: { ok: true, result: { message_id: fields['message_id'], chat: { id: fields['chat_id'] } } }, done: { fields, id: null } };
  };

  const deleted = (bot: string, fields: Fields): TelegramAnswer => {
    const key = messageKey(bot, fields, fields['message_id']);
    const message = messages.get(key);
    if (!message) return bad('message to delete not found');
    if (clock() - message.at > DELETABLE_MS) return bad("message can't be deleted for everyone");
    messages.delete(key);
    return yes(fields);
  };
  const deletedAll = (bot: string, fields: Fields): TelegramAnswer => {
    const numbers = fields['message_ids'];
    if (!Array.isArray(numbers) || numbers.length === 0 || numbers.length > 100) return bad('message identifiers are not specified');
    const prefix = fields['chat_id'] === undefined ? `${bot}/${plain(fields['business_connection_id'])}/` : `${bot}//${plain(fields['chat_id'])}/`;
    const gone = [...messages.keys()].filter((key) => key.startsWith(prefix) && numbers.some((number) => key.endsWith(`/${number}`)));
    for (const key of gone) messages.delete(key);
    return yes(fields);
  };

  const perform = (bot: string, method: string, fields: Fields, files: ReadonlyMap<string, StoredFile>): TelegramAnswer => {
    const [file] = files.values();
    const wrong = faultOf(method, fields, file);
    if (wrong) return wrong;
    if (method === 'getMe') return { status: 200, body: { ok: true, result: { id: Number(bot), is_bot: true, first_name: 'Bot' } } };
    if (method === 'getWebhookInfo') return { status: 200, body: { ok: true, result: { has_custom_certificate: false, ...webhookOf(bot) } } };
    if (method === 'sendMediaGroup') return sentTogether(bot, fields, files);
    if (method === 'sendMessage') return sent(bot, fields, { kind: 'text', text: String(fields['text']) });
    if (method === 'editMessageText') return edit(bot, fields, 'text', fields['text']);
    if (method === 'editMessageCaption') return edit(bot, fields, 'file', fields['caption']);
    if (method === 'deleteMessage') return deleted(bot, fields);
    if (method === 'deleteMessages' || method === 'deleteBusinessMessages') return deletedAll(bot, fields);
    return file ? sent(bot, fields, { kind: 'file', text: plain(fields['caption']) }, file) : yes(fields);
  };

  return {
    account: (bot: string, token: string): void => void tokens.set(bot, token),
    async answer({ token, method, contentType, body }: TelegramCall): Promise<TelegramAnswer> {
      const unknown = unknownBot(token);
      if (unknown) return unknown;
      if (!Object.hasOwn(FIELDS, method)) return refused(404, 'Not Found: method not found');
      const given = await fieldsOf(contentType, body);
      if (!given) return bad("can't parse the request");
      return perform(token.split(':')[0] ?? '', method, given.fields, given.files);
    },
  };
};
export type Telegram = ReturnType<typeof telegram>;

/** A text or a number as text; empty for anything else. */
const plain = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '');

/** JSON, or a form whose values are texts, JSON and files, which only `sendMediaGroup` attaches by names of their own. */
const fieldsOf = async (contentType: string, body: Buffer): Promise<{ readonly fields: Fields; readonly files: ReadonlyMap<string, StoredFile> } | null> => {
  if (!contentType.startsWith('multipart/form-data')) {
    const fields: unknown = body.length === 0 ? {} : parsed(body.toString('utf8'));
    return isRecord(fields) ? { fields, files: new Map() } : null;
  }
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': contentType } }).formData().catch(() => null);
  if (!form) return null;
  const fields: Record<string, unknown> = {};
  const files = new Map<string, StoredFile>();
  for (const [name, value] of form) {
    if (typeof value === 'string') fields[name] = name === 'caption' || name === 'text' ? value : (parsed(value) ?? value);
    else {
      const bytes = Buffer.from(await value.arrayBuffer());
      files.set(name, { name: value.name, type: value.type, size: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') });
      if (!/^file\d+$/.test(name)) fields[name] = 'attached';
    }
  }
  return { fields, files };
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const faultOf = (method: string, fields: Fields, file: StoredFile | undefined): TelegramAnswer | null => {
  const unknown = Object.keys(fields).find((name) => !FIELDS[method]?.includes(name));
  if (unknown !== undefined) return bad(`unknown field "${unknown}"`);
  const { chat_id: chat, text, caption, reply_parameters: quoted, action } = fields;
  if (FIELDS[method]?.includes('chat_id') && !(typeof chat === 'number' && Number.isSafeInteger(chat) && chat !== 0)) return bad('chat not found');
  if (quoted !== undefined && (!isRecord(quoted) || typeof quoted['message_id'] !== 'number')) return bad('message to be replied not found');
  if (FIELDS[method]?.includes('text') && method !== 'answerCallbackQuery') {
    if (typeof text !== 'string' || text.trim() === '') return bad('message text is empty');
    if (text.length > TEXT) return bad('message is too long');
  }
  if (typeof caption === 'string' && caption.length > CAPTION) return bad('message caption is too long');
  if (FIELDS[method]?.includes('message_id') && typeof fields['message_id'] !== 'number') return bad('message identifier is not specified');
  if (method === 'sendChatAction' && !ACTIONS.has(String(action))) return bad('wrong parameter action in request');
  if (method === 'setMessageReaction' && !isReaction(fields['reaction'])) return bad('REACTION_INVALID');
  const rule = FILES[method];
  if (!rule) return null;
  if (!file || fields[rule[0]] !== 'attached') return bad(`there is no ${rule[0]} in the request`);
  return file.size > rule[1] ? refused(413, 'Request Entity Too Large') : null;
};

/** #setmessagereaction and #reactiontypeemoji: a bot sets one emoji of a fixed list, or none. */
const isReaction = (reaction: unknown): boolean =>
  reaction === undefined ||
  (Array.isArray(reaction) &&
    reaction.length <= 1 &&
    reaction.every((one) => isRecord(one) && Object.keys(one).length === 2 && one['type'] === 'emoji' && BOT_REACTIONS.includes(plain(one['emoji']))));
