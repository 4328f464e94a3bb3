import type { HtmlTagDescriptor, Plugin } from 'vite';
import { type Addresses, addressed } from '../addresses.ts';
import { BASE } from '../base.ts';

/** React Aria adds a `<style>` unless something has this id; the policy forbids inline styles, so our stylesheet has it. */
export const PRESSABLE_STYLE = 'react-aria-pressable-style';

/** Makes index.html fit for a strict policy, preloads the Latin font, and tells it its addresses while developing. */
export function page(addresses: Addresses | undefined): Plugin {
  return {
    name: 'parley:page',
    transformIndexHtml: {
      order: 'post',
      handler(html, { bundle }) {
        const font = Object.keys(bundle ?? {}).find((name) => /latin-wght-normal.*\.woff2$/.test(name) && !name.includes('-ext-'));
        const tags: HtmlTagDescriptor[] =
          font === undefined
            ? []
            : [{ tag: 'link', attrs: { rel: 'preload', as: 'font', type: 'font/woff2', href: `${BASE}${font}`, crossorigin: '' }, injectTo: 'head-prepend' }];
        const named = html.replace(/<link rel="stylesheet"(?![^>]*\bid=)/, `<link id="${PRESSABLE_STYLE}" rel="stylesheet"`);
        return { html: addresses === undefined ? named : addressed(named, addresses), tags };
      },
    },
  };
}
