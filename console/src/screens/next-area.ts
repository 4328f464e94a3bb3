const AREAS = 'nav[aria-label], section[aria-label], main, aside';
const STOPS = 'button, a[href], input, textarea, select, [tabindex="0"]';

const isShown = (element: Element): boolean => element.checkVisibility();

/** Moves the focus to the next landmark: to what can be used there, or to the landmark itself. */
export function nextArea(): void {
  const areas = [...document.querySelectorAll<HTMLElement>(AREAS)].filter((area) => isShown(area) && area.parentElement?.closest(AREAS) === null);
  const here = areas.findIndex((area) => area.contains(document.activeElement));
  const next = areas[(here + 1) % areas.length];
  if (next === undefined) return;
  const list = next.querySelector<HTMLElement>('[role=listbox]');
  const stop = list ?? [...next.querySelectorAll<HTMLElement>(STOPS)].find((one) => isShown(one) && one.closest(':disabled, [inert]') === null);
  (stop ?? next).focus();
}
