import { numberSetting, settingOr } from '../../adapters/environment.ts';
import { typeOf } from '../../adapters/files/type-of.ts';
import { guardedDownload } from '../../adapters/outgoing/guarded-download.ts';
import { isExempt, parseAllowed } from '../../adapters/outgoing/permission.ts';
import type { PreviewDeps } from '../../domain/chat/previews/fetch-preview.ts';

/** Each wait for a connection and a status line, and a whole body. A page and its picture, with three redirects each, take less than the function has. */
const ANSWER_MS = 4_000;
const BODY_MS = 5_000;

/** The same for everybody: it tells what reads the page, and nothing of who wrote the link. */
const USER_AGENT = 'Mozilla/5.0 (compatible; ParleyLinkPreview/1.0)';

const allowed = parseAllowed(settingOr('PARLEY_OUTGOING_ALLOW', ''));
const download = guardedDownload(allowed);
/** The first page loads the parser. */
const reader = () => import('../../adapters/pages/read-head.ts');

/** The guard takes https only: a link with http to the usual port is tried with https, as browsers do. Hosts that a laptop exempts stay as they are. */
export const secured = (url: string, exempt: ReadonlySet<string> = allowed): string => {
  const target = URL.parse(url);
  if (target?.protocol !== 'http:' || target.port !== '' || isExempt(target, exempt)) return url;
  target.protocol = 'https:';
  return target.href;
};

/** How links are visited. */
export const visiting: Pick<PreviewDeps, 'visit' | 'readHead' | 'typeOf' | 'pagesPerMinute'> = {
  pagesPerMinute: numberSetting('LINK_PREVIEWS_PER_MINUTE', 120),
  visit: (url, accept, take) => download(secured(url), { headers: { accept, 'user-agent': USER_AGENT }, timeoutMs: ANSWER_MS, bodyMs: BODY_MS }, take),
  readHead: async (bytes, contentType) => (await reader()).readHead(bytes, contentType),
  typeOf,
};
