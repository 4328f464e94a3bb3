import { i18n, type Messages } from '@lingui/core';
import { directionOf, type Language } from './languages.ts';

export type Catalogue = Readonly<Record<Language, () => Promise<{ messages: Messages }>>>;

const catalogues: Catalogue[] = [
  {
    en: () => import('../locales/en.po'),
    it: () => import('../locales/it.po'),
    de: () => import('../locales/de.po'),
    ar: () => import('../locales/ar.po'),
  },
];

/** Shows the page in this language from now on. */
export async function activate(language: Language): Promise<void> {
  const parts = await Promise.all(catalogues.map((catalogue) => catalogue[language]()));
  i18n.loadAndActivate({ locale: language, messages: Object.assign({}, ...parts.map(({ messages }) => messages)) as Messages });
  document.documentElement.lang = language;
  document.documentElement.dir = directionOf(language);
}

/** Adds the texts of screens that are loaded at first use. */
export async function addCatalogue(catalogue: Catalogue): Promise<void> {
  if (catalogues.includes(catalogue)) return;
  catalogues.push(catalogue);
  await activate(i18n.locale as Language);
}
