import { threadPk } from '../../conversations/kinds/thread.ts';
import { messageKey } from '../../conversations/log/draft.ts';
import type { Attachment } from '../../support/messages/content.ts';
import { mediaKey } from '../../support/messages/fetched.ts';
import type { MediaFault } from '../../support/messages/media-faults.ts';
import { messageOf } from '../../support/messages/message.ts';
import { headKey } from '../../support/threads/keys.ts';
import type { TicketDeps } from '../../support/tickets/deps.ts';
import { parseHead, type ThreadHead } from '../../support/tickets/thread-head.ts';
import { pauseAfter } from '../patience.ts';
import { RetryLater } from '../retry-later.ts';
import { type KeepDeps, type Kept, keepFile, type MediaAnswer } from './keep-file.ts';
import type { MediaEntry } from './media-entry.ts';
import { holds, isOwed, settleMedia } from './settle-media.ts';

/** Where a file is, as its channel says; or why it is nowhere, for good or for now. */
export type Located =
  | { readonly url: string; readonly headers: Readonly<Record<string, string>> }
  | { readonly failed: MediaFault }
  | { readonly retry: string; readonly retryAfterSeconds?: number };

export interface FetchMediaDeps extends TicketDeps, KeepDeps {
  readonly random: () => number;
  /** How long an entry is retried. */
  readonly repeatForMs: number;
  readonly locate: (tenantId: string, origin: ThreadHead['origin'], file: Pick<Attachment, 'url' | 'mediaId'>) => Promise<Located>;
  /** Downloads from public addresses only. @throws an error with the code OUTGOING_REFUSED for another address; others: no answer, or what `take` throws */
  readonly download: <T>(
    from: { readonly url: string; readonly headers: Readonly<Record<string, string>> },
    take: (answer: MediaAnswer) => Promise<T>,
  ) => Promise<T>;
  readonly retryAfterOf: (answer: Pick<MediaAnswer, 'retryAfter'>) => { readonly retryAfterSeconds?: number };
}

type Retry = Extract<Located, { retry: string }>;
/** `nothing`: the message does not wait for the file (any more). `exhausted`: it could not be had for too long. */
export type FetchOutcome =
  | { readonly outcome: 'nothing' }
  | { readonly outcome: 'kept' }
  | { readonly outcome: 'failed' | 'exhausted'; readonly reason: string };

/**
 * Fetches one file of a customer's message and keeps it, or writes to the message why not. Safe to repeat: the object has the same key each time, and the
 * message is changed once.
 * @throws RetryLater; others: try again
 */
export const fetchMedia = async (
  deps: FetchMediaDeps,
  entry: MediaEntry,
  tries: { readonly receives: number; readonly queuedAt: number },
): Promise<FetchOutcome> => {
  const { tenantId, threadId, number, source } = entry;
  const key = mediaKey(tenantId, entry, source);
  const [headItem, item] = await deps.table.get([headKey(tenantId, threadId), messageKey(threadPk(tenantId, threadId), number)], { consistent: true });
  const attachments = item ? messageOf(item).attachments : [];
  const file = attachments.find((one) => isOwed(entry, one));
  if (!file || !headItem) {
    // A try that died before its note may have left the object.
    if (!holds(entry, attachments)) await deps.objects.delete(key);
    return { outcome: 'nothing' };
  }
  const got = await get(deps, parseHead(headItem).origin, tenantId, file, key);
  if ('retry' in got) {
    if (deps.clock() - tries.queuedAt < deps.repeatForMs) throw new RetryLater(got.retry, pauseAfter(tries.receives, deps.random(), got.retryAfterSeconds));
    const noted = await settleMedia(deps, entry, { failed: 'unreachable' });
    return noted === 'noted' ? { outcome: 'exhausted', reason: got.retry } : { outcome: 'nothing' };
  }
  const noted = await settleMedia(deps, entry, got);
  if ('failed' in got) return noted === 'noted' ? { outcome: 'failed', reason: got.failed } : { outcome: 'nothing' };
  if (noted === 'gone') await deps.objects.delete(key);
  return { outcome: noted === 'noted' ? 'kept' : 'nothing' };
};

const get = async (deps: FetchMediaDeps, origin: ThreadHead['origin'], tenantId: string, file: Attachment, key: string): Promise<Kept | Retry> => {
  if ((file.size ?? 0) > deps.mostBytes) return { failed: 'too_large' };
  const located = await deps.locate(tenantId, origin, file);
  if (!('url' in located)) return located;
  const isSigned = 'authorization' in located.headers;
  let storing = false;
  try {
    return await deps.download(located, async (answer) => {
      const refused = refusalOf(deps, answer, isSigned);
      if (refused) return refused;
      storing = true;
      return keepFile(deps, answer, file.type, key);
    });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code === 'OUTGOING_REFUSED') return { failed: 'refused_address' };
    // Only an error of the store has no code; it is none of the provider's.
    if (storing && code === '') throw error;
    return { retry: `no answer (${code})` };
  }
};

/** Null for a file. Credentials may be renewed, so a call with them is tried again; a link without them that is refused has expired. */
const refusalOf = ({ retryAfterOf }: FetchMediaDeps, answer: MediaAnswer, isSigned: boolean): { readonly failed: MediaFault } | Retry | null => {
  const { status } = answer;
  if (status >= 200 && status < 300) return null;
  if (status === 404 || status === 410) return { failed: 'gone' };
  const passes = status === 408 || status === 425 || status === 429 || status >= 500 || (isSigned && (status === 401 || status === 403));
  return passes ? { retry: `the provider answered ${status}`, ...retryAfterOf(answer) } : { failed: 'refused' };
};
