import type { Content } from './inbound-event.ts';

/** Each costs a read. */
const MOST = 4;

/** The provider's ids of the messages that an event's message answers, nearest first. */
export const referencesOf = (content: Pick<Content, 'inReplyTo' | 'references'> | null): string[] =>
  [content?.inReplyTo ?? null, ...(content?.references ?? [])].filter((reference) => reference !== null).slice(0, MOST);
