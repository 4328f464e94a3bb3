import { useState } from 'react';

export type Theme = 'light' | 'dark';
const KEY = 'theme';

const chosen = (): Theme => {
  const kept = localStorage.getItem(KEY);
  if (kept === 'light' || kept === 'dark') return kept;
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
};

const apply = (theme: Theme): void => void (document.documentElement.dataset['theme'] = theme);

/** Before anything is shown. */
export const applyTheme = (): void => apply(chosen());

/** The system's colours, until the person has chosen. */
export function useTheme(): readonly [Theme, () => void] {
  const [theme, setTheme] = useState<Theme>(chosen);
  return [
    theme,
    () => {
      const next = theme === 'dark' ? 'light' : 'dark';
      localStorage.setItem(KEY, next);
      apply(next);
      setTheme(next);
    },
  ];
}
