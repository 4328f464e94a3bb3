/** What somebody has begun to write, by room and thread, as long as the page is open. */
export const drafts = new Map<string, string>();
