import type { Capabilities, FileLimits } from '../../domain/channels/capabilities.ts';

const MB = 1024 * 1024;

/**
 * A bot sends files of any type of up to 50 MB, photos of up to 10 MB: https://core.telegram.org/bots/api#sending-files (read 2026-11-29). A larger picture goes
 * as a document. The number is ours: 10 files are 10 messages to the customer.
 */
const LIMIT = { bytes: 50 * MB };
const FILES: FileLimits = { count: 10, kinds: { image: LIMIT, audio: LIMIT, video: LIMIT, document: LIMIT } };
export const PHOTO_BYTES = 10 * MB;

/** Characters of a text and of a caption: https://core.telegram.org/bots/api#sendmessage, #sendphoto (read 2026-11-29). */
const TEXT = { most: 4096, unit: 'characters' } as const;
export const CAPTION = 1024;

/**
 * The emoji of reactions, written as Telegram writes them: https://core.telegram.org/bots/api#reactiontypeemoji (Bot API 10.1, read 2026-11-30). A chat may
 * allow fewer.
 */
export const REACTIONS: readonly string[] = (
  '👍 👎 ❤ 🔥 🥰 👏 😁 🤔 🤯 😱 🤬 😢 🎉 🤩 🤮 💩 🙏 👌 🕊 🤡 🥱 🥴 😍 🐳 ❤\u200d🔥 🌚 🌭 💯 🤣 ⚡ 🍌 🏆 💔 🤨 😐 🍓 🍾 💋 🖕 😈 😴 😭 🤓 👻 👨\u200d💻 👀 🎃 🙈 😇 😨 🤝 ✍ 🤗 🫡 🎅 🎄 ☃ ' +
  '💅 🤪 🗿 🆒 💘 🙉 🦄 😘 💊 🙊 😎 👾 🤷\u200d♂ 🤷 🤷\u200d♀ 😡'
).split(' ');

/** A message can be deleted within 48 hours, and edited at any time: https://core.telegram.org/bots/api#deletemessage, #editmessagetext (read 2026-11-29). */
export const capabilities: Capabilities = {
  surfaces: {
    dm: {
      reply: { text: TEXT, files: FILES },
      edit: { text: TEXT },
      unsend: { window: { hours: 48, since: 'message' } },
      react: { emojis: REACTIONS },
      typing: {},
    },
  },
  idempotent: false,
  notesParts: true,
};
