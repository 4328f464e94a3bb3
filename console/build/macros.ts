import { transformAsync } from '@babel/core';
import linguiMacro from '@lingui/babel-plugin-lingui-macro';
import { getConfig } from '@lingui/conf';
import type { Plugin } from 'vite';

/** Sources with a macro of Lingui; all others need no transformation. */
const HAS_MACRO = /@lingui\/(core|react)\/macro/;

/**
 * Replaces the macros of Lingui before anything else reads the sources. `folder`: that of lingui.config.ts. The Vite plugin's own transformation is a native add-on, which npm leaves out of an installation that Node 20 makes
 * (docs/decisions/0902).
 */
export const macros = (folder: string): Plugin => {
  const linguiConfig = getConfig({ cwd: folder });
  return {
    name: 'parley-lingui-macros',
    enforce: 'pre',
    transform: {
      filter: { id: /\.tsx?$/, code: HAS_MACRO },
      async handler(code, id) {
        const made = await transformAsync(code, {
          filename: id,
          babelrc: false,
          configFile: false,
          sourceMaps: true,
          parserOpts: { plugins: ['typescript', 'jsx'] },
          plugins: [[linguiMacro, { linguiConfig }]],
        });
        return made?.code === null || made?.code === undefined ? null : { code: made.code, map: made.map ?? null };
      },
    },
  };
};
