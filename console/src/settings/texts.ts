import { addCatalogue, type Catalogue } from '../i18n/load.ts';

const CATALOGUE: Catalogue = {
  en: () => import('./locales/en/texts.po'),
  it: () => import('./locales/it/texts.po'),
  de: () => import('./locales/de/texts.po'),
  ar: () => import('./locales/ar/texts.po'),
};

/** The texts of the settings are a catalogue of their own: the first load does without them. */
export const loadTexts = (): Promise<void> => addCatalogue(CATALOGUE);
