import type { Plugin } from 'vite';

const LOCALE = /(?:^|[/"'])([a-z]{2})-[A-Z]{2}(?:\.m?js)?$/;
const LIBRARY = /[/\\](react-aria|react-stately|react-aria-components)[/\\]/;
const EMPTY = '\0no-strings';

/** Leaves out React Aria's strings of other languages than these: 30 languages are half of its code. */
export function keptLocales(languages: readonly string[]): Plugin {
  return {
    name: 'parley:kept-locales',
    enforce: 'pre',
    resolveId(specifier, importer) {
      const language = LOCALE.exec(specifier)?.[1];
      if (language === undefined || importer === undefined || !LIBRARY.test(importer)) return null;
      return languages.includes(language) ? null : EMPTY;
    },
    load: (id) => (id === EMPTY ? 'export default {};' : null),
  };
}
