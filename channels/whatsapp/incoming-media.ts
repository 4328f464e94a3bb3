import { type IncomingMedia, linked, notLocated } from '../incoming-media.ts';
import { link, record } from '../json.ts';
import type { MetaCredentials } from '../meta/credentials.ts';
import { graphUrl } from '../meta/graph.ts';
import { attempt } from '../outgoing.ts';
import { bearer, refusedBy } from './graph.ts';

/**
 * `GET /{version}/{media id}?phone_number_id=…` answers `{url, mime_type, sha256, file_size, id}`. The link is valid for 5 minutes, and downloads with the same
 * token only. So it is asked for right before each download.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/reference/media/media-api and …/media-download-api (v25.0, read 2026-11-29)
 */
export const incomingMedia: IncomingMedia<MetaCredentials> = {
  async locate(file, credentials, settings) {
    if (file.mediaId === null) return linked(file);
    const url = `${graphUrl(settings.baseUrl, file.mediaId)}?phone_number_id=${encodeURIComponent(credentials.accountId)}`;
    const found = await attempt(settings, url, { method: 'GET', headers: bearer(credentials), body: '' });
    if ('outcome' in found) return notLocated(found.outcome);
    const refused = refusedBy(found.answer, found.body);
    if (refused) return notLocated(refused);
    const fileUrl = link(record(found.body)?.['url']);
    return fileUrl === undefined ? { failed: 'gone' } : { url: fileUrl, headers: bearer(credentials) };
  },
};
