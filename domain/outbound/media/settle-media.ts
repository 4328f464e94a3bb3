import { generationsOf } from '../../configuration/generations.ts';
import { tenantKey } from '../../configuration/keys.ts';
import { append } from '../../conversations/log/append.ts';
import type { Attachment } from '../../support/messages/content.ts';
import { mediaKey, sourceOf } from '../../support/messages/fetched.ts';
import { amend } from '../../support/tickets/amend.ts';
import type { TicketDeps } from '../../support/tickets/deps.ts';
import { threadHead } from '../../support/tickets/head-store.ts';
import { openTicketDraft } from '../../support/tickets/open-ticket-draft.ts';
import { readMessage } from '../../support/tickets/read-message.ts';
import type { Kept } from './keep-file.ts';
import type { MediaEntry } from './media-entry.ts';

/** Whether the entry's file still has to be fetched. A dead letter that was sent back tries a file again that could not be fetched. */
export const isOwed = ({ source, reason }: MediaEntry, file: Attachment): boolean =>
  sourceOf(file) === source && (file.state === 'fetching' || (file.state === 'failed' && reason !== undefined));

const BY = { type: 'system', id: null } as const;

/** `kept`: another delivery of the entry was faster. `gone`: the message was deleted, or an edit replaced the file. */
export type Noted = 'noted' | 'kept' | 'gone';

/** Whether the message has the object of this entry. */
export const holds = (entry: MediaEntry, attachments: readonly Attachment[]): boolean => {
  const key = mediaKey(entry.tenantId, entry, entry.source);
  return attachments.some(({ objectKey }) => objectKey === key);
};

/** Writes what became of a file to its message, as an amendment, once. @throws TableUnavailable */
export const settleMedia = (deps: TicketDeps, entry: MediaEntry, kept: Kept): Promise<Noted> =>
  append(deps, {
    head: threadHead(entry.tenantId, entry.threadId, deps.shards),
    reads: [tenantKey(entry.tenantId)],
    async decide(draft, [tenant]) {
      const { tenantId, threadId, number, correlationId } = entry;
      const before = await readMessage({ table: deps.table, bodies: deps.bodies, draft }, number);
      const present = before?.attachments ?? [];
      if (!tenant || !before || !present.some((file) => isOwed(entry, file))) return holds(entry, present) ? 'kept' : 'gone';
      const policy = await deps.policies(tenantId, generationsOf(tenant));
      const ticketDraft = openTicketDraft(deps, draft, { tenant, tenantId, threadId, policy, correlationId, by: BY, depth: 0 });
      const attachments = present.map((file) => (isOwed(entry, file) ? settled(file, kept) : file));
      const step = { table: deps.table, bodies: deps.bodies, draft, ticketDraft };
      await amend(step, before, { ...before, attachments }, { type: 'media', by: BY, detail: { file: { source: entry.source, ...kept } } });
      ticketDraft.finish({ audit: true });
      return 'noted';
    },
  });

const settled = (file: Attachment, kept: Kept): Attachment => {
  const { error: _old, ...rest } = file;
  return 'failed' in kept ? { ...rest, state: 'failed', error: kept.failed } : { ...rest, ...kept, state: 'ready' };
};
