import { tenantKey } from '../../configuration/keys.ts';
import { linkPreviewsOf } from '../../configuration/link-previews.ts';
import { conversationOf } from '../../conversations/conversation-of.ts';
import { chatMessageOf, type LinkPreview } from '../../conversations/entries/chat-message.ts';
import type { EntryDeps } from '../../conversations/entries/post.ts';
import { awaitsPreview, showPreview } from '../../conversations/entries/show-preview.ts';
import { applicationKey, CHAT } from '../../conversations/kinds/chat.ts';
import { DIRECT } from '../../conversations/kinds/direct.ts';
import { GROUP } from '../../conversations/kinds/group.ts';
import { messageKey } from '../../conversations/log/draft.ts';
import { Problem } from '../../errors.ts';
import { count } from '../../rate-limits/window.ts';
import type { Item, Table, Write } from '../../table/port.ts';
import { firstLink } from '../../vocabulary/first-link.ts';
import { usesOf } from '../attachments.ts';
import { type KeepImageDeps, keepImage } from './keep-image.ts';
import { type KeptPage, keepPage, keptPageOf, pageKey } from './kept-page.ts';
import { linkId, type PreviewEntry } from './preview-entry.ts';
import { type ReadDeps, readImage, readPage } from './read-page.ts';

export interface PreviewDeps extends EntryDeps, KeepImageDeps, ReadDeps {
  readonly table: Table;
  readonly clock: () => number;
  /** Pages of one tenant that are read in a minute. */
  readonly pagesPerMinute: number;
}

/**
 * `nothing`: the message does not wait for it (any more). `off`: the tenant or the application has no previews. `limited`: the tenant's pages of this minute are used up. `none`: the page has no
 * preview.
 */
export type PreviewOutcome = 'shown' | 'nothing' | 'off' | 'limited' | 'none';

/** An application can turn the previews of its chats off, a tenant those of all. @throws TableUnavailable */
const isOn = async (table: Table, tenantId: string, tenant: Item | undefined, head: Item): Promise<boolean> => {
  if (!tenant || !linkPreviewsOf(tenant)) return false;
  const application = head['application'];
  if (typeof application !== 'string') return true;
  const [item] = await table.get([applicationKey(tenantId, application)], { consistent: true });
  return linkPreviewsOf(item);
};

/** The page as the tenant has it, or as it is now. @throws Problem rate_limited; errors of the table and the store */
const pageFor = async (deps: PreviewDeps, tenantId: string, url: string, held: Item | undefined): Promise<KeptPage> => {
  const now = deps.clock();
  const kept = keptPageOf(held, now);
  if (kept !== undefined) return kept;
  await count(deps, { what: 'link-previews', who: tenantId, most: deps.pagesPerMinute });
  const page = await readPage(deps, url);
  const image = page?.image ? await readImage(deps, page.image) : null;
  const file = image && (await keepImage(deps, tenantId, image));
  const made = page && { title: page.title, description: page.description, siteName: page.siteName, ...(file ? { image: file } : {}) };
  await keepPage(deps.table, pageKey(tenantId, linkId(url)), made, deps.clock());
  return made;
};

/** Writes it to the message. @throws Problem unavailable */
const show = (deps: EntryDeps, { tenantId, conversationId: id, number }: PreviewEntry, kind: 'chat' | 'group' | 'direct', preview: LinkPreview) => {
  const beside: readonly Write[] = preview.image ? usesOf(tenantId, id, [preview.image], number) : [];
  if (kind === 'chat') return showPreview(deps, { kind: CHAT, tenantId, id }, number, preview, beside);
  if (kind === 'group') return showPreview(deps, { kind: GROUP, tenantId, id }, number, preview, beside);
  return showPreview(deps, { kind: DIRECT, tenantId, id }, number, preview, beside);
};

/**
 * Reads the page of a message's first link, unless the tenant has read it lately, and adds its preview to the message. Safe to repeat: a page that was read is kept before the message is changed,
 * and the message is changed once. A page that cannot be had leaves the message as it is.
 * @throws errors of the table and the store: try again
 */
export const fetchPreview = async (deps: PreviewDeps, entry: PreviewEntry): Promise<PreviewOutcome> => {
  const { tenantId, conversationId, number, link } = entry;
  const named = conversationOf(tenantId, conversationId);
  if (!named || named.kind === 'thread') return 'nothing';
  // Chats, groups and directs use the same head key.
  const keys = [tenantKey(tenantId), CHAT.headKey(tenantId, conversationId), messageKey(named.pk, number), pageKey(tenantId, link)];
  const [tenant, head, stored, held] = await deps.table.get(keys, { consistent: true });
  const message = stored && chatMessageOf(stored);
  const url = firstLink(message?.text);
  if (!head || !message || url === null || linkId(url) !== link || !awaitsPreview(message, url)) return 'nothing';
  if (!(await isOn(deps.table, tenantId, tenant, head))) return 'off';
  let page: KeptPage;
  try {
    page = await pageFor(deps, tenantId, url, held);
  } catch (error) {
    if (error instanceof Problem && error.code === 'rate_limited') return 'limited';
    throw error;
  }
  if (!page) return 'none';
  return (await show(deps, entry, named.kind, { url, ...page })) === 'shown' ? 'shown' : 'nothing';
};
