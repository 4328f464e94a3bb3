import { type Api, CallFailed, isRefusal } from './api.ts';
import type { Drawer } from './drawer.ts';
import type { Message } from './types.ts';

interface Deps {
  readonly api: Api;
  readonly drawer: Drawer;
  /** The visitor's token; starts a session if there is none. @throws CallFailed */
  readonly token: () => Promise<string>;
  /** The hub no longer accepts the token. */
  readonly forget: () => void;
  /** The hub does not let this page chat. */
  readonly onRefused: () => void;
  readonly onSent: (message: Message) => void;
  readonly onChange: () => void;
}

/** `null`: everything is sent or given back to the visitor. Otherwise the seconds to wait at least, 0 if the hub named none. */
export type Rest = number | null;

/**
 * Sends what waits, in the order of writing. Each message has its own id, so that one whose answer was lost is not doubled. What the hub does not accept is
 * marked and no longer sent; everything else waits.
 */
export async function flush({ api, drawer, token, forget, onRefused, onSent, onChange }: Deps): Promise<Rest> {
  let isRenewed = false;
  for (;;) {
    const next = drawer.waiting().find(({ failed }) => failed !== true);
    if (!next) return null;
    try {
      const attachmentIds = next.files.map(({ id }) => id);
      const body = { id: next.id, ...(next.text === '' ? {} : { text: next.text }), ...(attachmentIds.length === 0 ? {} : { attachmentIds }) };
      const sent = await api.post(await token(), body);
      onSent(sent);
      drawer.drop(next.id);
      onChange();
    } catch (error) {
      if (!(error instanceof CallFailed)) throw error;
      if (error.isPassing) return error.retryAfter ?? 0;
      if (error.status === 401 && !isRenewed) {
        isRenewed = true;
        forget();
        continue;
      }
      if (isRefusal(error)) onRefused();
      drawer.keep({ ...next, failed: true });
      onChange();
    }
  }
}
