import { el } from './dom.js';

const PAUSE_MS = 200;

/** The field for words to search; `onChange()` after the person has stopped typing for a moment. */
export function searchBox(onChange) {
  const box = el('input', {
    type: 'search',
    id: 'search',
    placeholder: 'Search messages and people',
    'aria-label': 'Search',
    autocomplete: 'off',
    spellcheck: 'false',
  });
  let timer;
  box.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(() => onChange(), PAUSE_MS);
  });
  return box;
}
