import type { Message } from '../../../client/api.ts';

type Attachment = Message['attachments'][number];

/** Origins whose files the page's policy lets it show: its own, and the bucket's (`<meta name="parley-files">`). */
export function ownOrigins(origin: string, named: string): ReadonlySet<string> {
  return new Set([origin, ...named.split(' ').filter((one) => one.startsWith('https://'))]);
}

/** An address that a link may have: https, or one of our own. */
export function linkOf(url: string | null, origins: ReadonlySet<string>, base: string): string | undefined {
  if (url === null || !URL.canParse(url, base)) return undefined;
  const { protocol, origin } = new URL(url, base);
  return protocol === 'https:' || origins.has(origin) ? url : undefined;
}

const SHOWN = /^(image|audio|video)\/(?!svg)/i;

/** How a file is shown in the conversation; a link otherwise. Only files that the hub keeps: a provider would learn who looks. */
export function mediaOf({ type, url, state }: Attachment, origins: ReadonlySet<string>, base: string): 'image' | 'audio' | 'video' | undefined {
  if (url === null || state === 'fetching' || state === 'failed' || !URL.canParse(url, base) || !origins.has(new URL(url, base).origin)) return undefined;
  return SHOWN.exec(type)?.[1]?.toLowerCase() as 'image' | 'audio' | 'video' | undefined;
}
