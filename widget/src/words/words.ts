import { en, type Key, type Words } from './en.ts';

/** English is in the script; each other language is a file beside it, `widget-it.js` …, read when a page needs it. */
export const OTHERS = ['it', 'de', 'ar'] as const;

/** The first of these wishes that the widget speaks (`de-AT` → `de`); English otherwise. */
export function languageOf(wishes: readonly (string | null | undefined)[]): string {
  for (const wish of wishes) {
    const language = wish?.split('-', 1)[0]?.toLowerCase() ?? '';
    if (language === 'en' || (OTHERS as readonly string[]).includes(language)) return language;
  }
  return 'en';
}

export interface Speech {
  readonly language: string;
  readonly dir: 'ltr' | 'rtl';
  say(key: Key, parts?: Readonly<Record<string, string | number>>): string;
  unread(n: number): string;
  time(at: number): string;
  day(at: number, now: number): string;
}

export function speech(language: string, words: Words = en): Speech {
  const fill = (text: string, parts: Readonly<Record<string, string | number>>): string =>
    text.replace(/\{(\w+)\}/g, (_, name: string) => String(parts[name] ?? ''));
  const clock = new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit' });
  const date = new Intl.DateTimeFormat(language, { weekday: 'long', day: 'numeric', month: 'long' });
  const dayOf = (at: number): string => new Date(at).toDateString();
  return {
    language,
    dir: language === 'ar' ? 'rtl' : 'ltr',
    say: (key, parts = {}) => fill(words[key], parts),
    unread: (n) => fill(words[`unread_${new Intl.PluralRules(language).select(n)}`] ?? words.unread_other, { n }),
    time: (at) => clock.format(at),
    day(at, now) {
      if (dayOf(at) === dayOf(now)) return words.$today;
      if (dayOf(at) === dayOf(now - 24 * 3_600_000)) return words.$yesterday;
      return date.format(at);
    },
  };
}
