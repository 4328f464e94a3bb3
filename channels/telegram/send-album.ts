import type { OutgoingFile } from '../../domain/channels/actions.ts';
import type { CallSettings } from '../outbound.ts';
import { type Called, callBot } from './call.ts';
import type { TelegramCredentials } from './credentials.ts';
import { albumKind } from './send-file.ts';

/**
 * Several pictures and videos as one album, streamed: `media` is `[{type: "photo"|"video", media: "attach://{field of the form}", caption?}]`, and the result has a
 * message for each. A caption of the first one stands below the album.
 * https://core.telegram.org/bots/api#sendmediagroup, #inputmediaphoto, #inputmediavideo (Bot API 10.1, read 2026-11-30)
 */
export const sendAlbum = (
  files: readonly (OutgoingFile & { readonly size: number })[],
  { caption, ...fields }: Readonly<Record<string, unknown>>,
  credentials: TelegramCredentials,
  settings: CallSettings,
): Promise<Called> => {
  const media = files.map((file, nth) => ({ type: albumKind(file), media: `attach://file${nth}`, ...(nth === 0 && caption !== undefined ? { caption } : {}) }));
  const attached = files.map(({ name, type, size, open }, nth) => ({ field: `file${nth}`, name: name ?? 'file', type, size, open }));
  return callBot('sendMediaGroup', { ...fields, media }, credentials, settings, attached);
};
