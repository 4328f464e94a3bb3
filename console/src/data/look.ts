import { type Language, languageFor } from '../i18n/languages.ts';

/** How the page looks on this machine. public/early.js applies it before the first paint. */
export interface Look {
  readonly theme?: 'light' | 'dark' | undefined;
  readonly density?: 'compact' | undefined;
  readonly language?: Language | undefined;
  /** Width of the list in pixels; undefined: the usual one. */
  readonly list?: number | undefined;
}

const KEY = 'parley.look';

export function readLook(): Look {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? '{}') as Look;
  } catch {
    return {};
  }
}

export function keepLook(change: Look): Look {
  const look = { ...readLook(), ...change };
  const { dataset } = document.documentElement;
  if (look.theme === undefined) delete dataset['theme'];
  else dataset['theme'] = look.theme;
  if (look.density === undefined) delete dataset['density'];
  else dataset['density'] = look.density;
  const { style } = document.documentElement;
  if (look.list === undefined) style.removeProperty('--list');
  else style.setProperty('--list', `${look.list}px`);
  try {
    localStorage.setItem(KEY, JSON.stringify(look));
  } catch {
    // Forbidden: until the page is left.
  }
  return look;
}

export const languageOf = (look: Look): Language => look.language ?? languageFor(navigator.languages);
