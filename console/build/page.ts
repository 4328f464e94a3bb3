import type { HtmlTagDescriptor, Plugin } from 'vite';
import { BASE } from '../base.ts';

/** React Aria adds a `<style>` unless something has this id; the policy forbids inline styles, so our stylesheet has it. */
export const PRESSABLE_STYLE = 'react-aria-pressable-style';

/** The first layer that a stylesheet names is the weakest. Scripts that load later have their styles first in the built sheet, so the order has to come before all. */
export const LAYERS = '@layer reset, tokens, base, parts, screens;';

/** Makes index.html fit for a strict policy, preloads the Latin font, and names the feed's address while developing. */
export function page(wsUrl: string | undefined): Plugin {
  return {
    name: 'parley:page',
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        for (const file of Object.values(bundle))
          if (file.type === 'asset' && file.fileName.endsWith('.css')) file.source = `${LAYERS}${Buffer.from(file.source).toString()}`;
      },
    },
    transformIndexHtml: {
      order: 'post',
      handler(html, { bundle }) {
        const font = Object.keys(bundle ?? {}).find((name) => /latin-wght-normal.*\.woff2$/.test(name) && !name.includes('-ext-'));
        const tags: HtmlTagDescriptor[] =
          font === undefined
            ? []
            : [{ tag: 'link', attrs: { rel: 'preload', as: 'font', type: 'font/woff2', href: `${BASE}${font}`, crossorigin: '' }, injectTo: 'head-prepend' }];
        const named = html.replace(/<link rel="stylesheet"(?![^>]*\bid=)/, `<link id="${PRESSABLE_STYLE}" rel="stylesheet"`);
        return { html: wsUrl === undefined ? named : named.replace('{{wsUrl}}', wsUrl), tags };
      },
    },
  };
}
