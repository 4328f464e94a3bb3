import { accentOf } from './logic/colour.ts';
import type { Look } from './logic/types.ts';

/** Whether the page itself is light, dark, or follows the system: a light page gets no dark panel. */
function schemeOf(page: HTMLElement): string {
  const declared = getComputedStyle(page).colorScheme;
  const [light, dark] = [/\blight\b/.test(declared), /\bdark\b/.test(declared)];
  if (light && dark) return 'light dark';
  return dark ? 'dark' : 'light';
}

/** By the CSS object model: a strict policy of the page forbids style attributes in markup, and nothing else. */
export function dress(root: HTMLElement, { accent, radius, side = 'end', theme = 'auto' }: Look): void {
  root.style.colorScheme = theme === 'auto' ? schemeOf(document.documentElement) : theme;
  root.classList.toggle('side-start', side === 'start');
  const [light, dark] = accent === undefined ? [null, null] : [accentOf(accent, 'light'), accentOf(accent, 'dark')];
  const colours = { '--accent': 'fill', '--on-accent': 'onFill', '--accent-text': 'text' } as const;
  for (const [name, part] of Object.entries(colours)) {
    if (light && dark) root.style.setProperty(name, `light-dark(${light[part]}, ${dark[part]})`);
    else root.style.removeProperty(name);
  }
  if (radius === undefined) root.style.removeProperty('--radius');
  else root.style.setProperty('--radius', `${Math.min(24, Math.max(0, radius))}px`);
}
