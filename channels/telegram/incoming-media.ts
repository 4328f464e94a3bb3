import { type IncomingMedia, linked, notLocated } from '../incoming-media.ts';
import { text } from '../json.ts';
import { callBot } from './call.ts';
import type { TelegramCredentials } from './credentials.ts';

/**
 * `getFile` answers the file's path, which is valid for an hour: `GET /file/bot{token}/{path}`. Bots download at most 20 MB; for a larger file Telegram answers
 * 400 `Bad Request: file is too big`.
 * https://core.telegram.org/bots/api#getfile (Bot API 10.1, read 2026-11-29)
 */
export const incomingMedia: IncomingMedia<TelegramCredentials> = {
  async locate(file, credentials, settings) {
    if (file.mediaId === null) return linked(file);
    const found = await callBot('getFile', { file_id: file.mediaId }, credentials, settings);
    if ('outcome' in found) return /file is too big/i.test(found.description) ? { failed: 'too_large' } : notLocated(found.outcome);
    const path = text(found.result?.['file_path']);
    if (path === undefined) return { failed: 'gone' };
    // The token is in the address, so no error and no log contains the address.
    const token = encodeURIComponent(credentials.botToken).replaceAll('%3A', ':');
    return { url: `${settings.baseUrl}/file/bot${token}/${path.split('/').map(encodeURIComponent).join('/')}`, headers: {} };
  },
};
