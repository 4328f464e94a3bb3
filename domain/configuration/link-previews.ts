import type { Item } from '../table/port.ts';

/** Attribute of `TENANT` and of an application's item: whether links in chats get a preview. Absent: they do. */
export const LINK_PREVIEWS = 'linkPreviews';

export const linkPreviewsOf = (item: Item | undefined): boolean => item?.[LINK_PREVIEWS] !== false;
