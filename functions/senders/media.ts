import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { openQueues } from '#queues';
import { openTable } from '#table';
import { numberSetting, setting, settingOr } from '../../adapters/environment.ts';
import { typeOf } from '../../adapters/files/type-of.ts';
import { guardedDownload } from '../../adapters/outgoing/guarded-download.ts';
import { parseAllowed } from '../../adapters/outgoing/permission.ts';
import { openOriginSecrets } from '../../adapters/secrets/origin-secrets.ts';
import { linked } from '../../channels/incoming-media.ts';
import { retryAfterOf } from '../../channels/outgoing.ts';
import { incomingMediaOf } from '../../channels/registry/incoming-media.ts';
import { fetchPreview } from '../../domain/chat/previews/fetch-preview.ts';
import type { PreviewEntry } from '../../domain/chat/previews/preview-entry.ts';
import { readStored } from '../../domain/origins/vault.ts';
import { type FetchMediaDeps, fetchMedia } from '../../domain/outbound/media/fetch-media.ts';
import type { MediaEntry } from '../../domain/outbound/media/media-entry.ts';
import { settleMedia } from '../../domain/outbound/media/settle-media.ts';
import { laterObjects } from '../objects.ts';
import { observed } from '../observed.ts';
import { ticketDeps } from '../ticket-deps.ts';
import { callSettings, timeoutMs } from './calls.ts';
import { type EntryProcessor, processEntries, queuedAtOf, receivesOf, sendDeadLetter } from './entries.ts';
import { visiting } from './previews.ts';

/** For the whole body of a file: the function has 110 s. */
const BODY_MS = 80_000;
/** Credentials are at most this old. */
const SECRET_SECONDS = 5;

const { logger, count, entry } = observed('media');
const queues = openQueues();
const secrets = openOriginSecrets();
const objects = laterObjects();
const deadLetterQueueUrl = setting('MEDIA_DEAD_LETTER_QUEUE_URL');
const repeatForMs = numberSetting('MEDIA_REPEAT_FOR_MINS', 240) * 60_000;
const download = guardedDownload(parseAllowed(settingOr('PARLEY_OUTGOING_ALLOW', '')));

const deps: FetchMediaDeps = {
  ...ticketDeps(openTable(), { bodies: objects }),
  random: Math.random,
  repeatForMs,
  mostBytes: numberSetting('MEDIA_MAX_BYTES', 104_857_600),
  objects,
  typeOf,
  retryAfterOf,
  download: ({ url, headers }, take) => download(url, { headers, timeoutMs, bodyMs: BODY_MS }, take),
  async locate(tenantId, { id, channel }, file) {
    const media = incomingMediaOf(channel);
    if (!media) return linked(file);
    const credentials = (await readStored(secrets, tenantId, id, SECRET_SECONDS))?.current;
    return credentials ? media.locate(file, credentials, callSettings(channel)) : { failed: 'disconnected' };
  },
};

type Entry = MediaEntry | PreviewEntry;
const entryOf = ({ body }: SQSRecord): Entry => JSON.parse(body) as Entry;
const isPreview = (entry: Entry): entry is PreviewEntry => 'kind' in entry;

/** Reads the page of a link in a chat. One that cannot be had is not tried again: a preview matters while the message is new. */
const preview = async (entry: PreviewEntry): Promise<void> => {
  const outcome = await fetchPreview({ ...deps, ...visiting }, entry);
  if (outcome === 'nothing' || outcome === 'off') return;
  count(outcome === 'shown' ? 'PreviewsShown' : 'PreviewsMissing');
  logger.info('preview', { correlation_id: entry.correlationId, tenantId: entry.tenantId, outcome });
};

/** Sends a file that could not be had to the dead-letter queue with its reason, in a form that can be replayed. */
const deadLetter = async (record: SQSRecord, reason: string): Promise<void> => {
  await sendDeadLetter(queues, deadLetterQueueUrl, record, reason);
  logger.warn('dead-lettered', { messageId: record.messageId, reason });
};

const processor: EntryProcessor = {
  queues,
  queueUrl: setting('MEDIA_QUEUE_URL'),
  logger,
  repeatForMs,
  async run(record) {
    const media = entryOf(record);
    if (isPreview(media)) return preview(media);
    const fetched = await fetchMedia(deps, media, { receives: receivesOf(record), queuedAt: queuedAtOf(record) });
    if (fetched.outcome === 'nothing') return;
    const line = { correlation_id: media.correlationId, tenantId: media.tenantId };
    if (!('reason' in fetched)) {
      count('MediaKept');
      logger.info('media', { ...line, outcome: fetched.outcome });
      return;
    }
    if (fetched.outcome === 'exhausted') await deadLetter(record, fetched.reason);
    count('MediaFailed');
    logger.warn('media not kept', { ...line, reason: fetched.reason });
  },
  async giveUp(record) {
    await deadLetter(record, 'errors in Parley itself');
    const media = entryOf(record);
    if (!isPreview(media) && (await settleMedia(deps, media, { failed: 'internal' })) === 'noted') count('MediaFailed');
  },
  retried: () => count('MediaRetries'),
};

/** SQS FIFO `media`: files of customers' messages, fetched from their providers and kept, each a group of its own; and links of chats, whose pages get a preview, a group for each link. */
export const handler = entry<SQSEvent, SQSBatchResponse>().handler(({ Records }) => processEntries(processor, Records));
