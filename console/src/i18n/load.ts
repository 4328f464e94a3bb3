import { i18n, type Messages } from '@lingui/core';
import { directionOf, type Language } from './languages.ts';

const CATALOGUES: Readonly<Record<Language, () => Promise<{ messages: Messages }>>> = {
  en: () => import('../locales/en.po'),
  it: () => import('../locales/it.po'),
  de: () => import('../locales/de.po'),
  ar: () => import('../locales/ar.po'),
};

/** Shows the page in this language from now on. */
export async function activate(language: Language): Promise<void> {
  const { messages } = await CATALOGUES[language]();
  i18n.loadAndActivate({ locale: language, messages });
  document.documentElement.lang = language;
  document.documentElement.dir = directionOf(language);
}
