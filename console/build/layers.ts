import type { Plugin } from 'vite';

/** From the weakest to the strongest, as console/src/style/index.css says. */
export const LAYERS = '@layer reset,tokens,base,parts,screens;';

/**
 * Puts the order of the layers at the beginning of the stylesheet. The sheets are joined in the order of their chunks, and a part that several chunks share
 * comes before index.css: its layer would be the weakest, and the reset would take its borders and grounds away.
 */
export const layers = (): Plugin => ({
  name: 'parley:layers',
  // After Vite, which adds the stylesheet in the same step.
  enforce: 'post',
  generateBundle(_, bundle) {
    for (const file of Object.values(bundle)) if (file.type === 'asset' && file.fileName.endsWith('.css')) file.source = `${LAYERS}${file.source.toString()}`;
  },
});
