import { fetchPreview, type PreviewDeps } from '../../domain/chat/previews/fetch-preview.ts';
import { linkId } from '../../domain/chat/previews/preview-entry.ts';
import type { openShop } from './shop.ts';

type Shop = Pick<Awaited<ReturnType<typeof openShop>>, 'call' | 'settle' | 'load'>;
interface Chat {
  readonly tenantId: string;
  readonly conversationId: string;
  /** Its path. */
  readonly at: string;
}

/** Links in a chat get previews, each with a picture; one link is in two messages. */
export const linksGetPreviews = async ({ call, settle, load }: Shop, { tenantId, conversationId, at }: Chat): Promise<void> => {
  const deps: PreviewDeps = {
    ...load.deps,
    pagesPerMinute: 100,
    visit: (url, _accept, take) => take({ status: 200, url, type: 'text/html', size: null, bytes: (async function* () {})() }),
    readHead: async () => ({ title: 'A page', metas: [['og:image', '/a.png']] }),
    typeOf: async () => 'image/png',
    objects: { putStream: async () => undefined },
  };
  for (const url of ['https://shop.example/a', 'https://shop.example/a', 'https://shop.example/b']) {
    const number = Number((await call(`POST ${at}/messages`, { body: `See ${url}` }))['number']);
    await fetchPreview(deps, { kind: 'preview', tenantId, conversationId, number, link: linkId(url), correlationId: 'c' });
  }
  await settle();
};
