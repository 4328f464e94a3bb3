import { el } from './dom.js';
import { STATUS_NAMES } from './words.js';

const SETTABLE = [
  ['working', 'Working'],
  ['pending', 'Pending'],
  ['followup:1', 'Follow up in 1 hour'],
  ['followup:24', 'Follow up tomorrow'],
  ['solved', 'Solved'],
  ['closed', 'Closed for good'],
];

/** The status as a button with a menu. Arrow keys only move; Enter, Space or a click choose (https://www.w3.org/WAI/ARIA/apg/patterns/menu-button/, read November 2026). */
export class StatusMenu {
  /** `onChoose(value)`: a status, or `followup:{hours}`. */
  constructor(onChoose) {
    this.onChoose = onChoose;
    this.button = el('button', { type: 'button', 'aria-haspopup': 'menu', 'aria-expanded': 'false', on: { click: () => this.#toggle() } });
    this.menu = el('div', { class: 'menu', role: 'menu', 'aria-label': 'Set the status', hidden: true });
    this.node = el(
      'div',
      { class: 'status-menu', on: { keydown: (event) => this.#key(event), focusout: (event) => this.#left(event) } },
      this.button,
      this.menu,
    );
  }

  /** Shows a ticket's status, or the one that waits to be set. An open menu stays as it is. */
  show(status, isWaiting) {
    this.button.className = `status-button ${status}${isWaiting ? ' waiting' : ''}`;
    this.button.textContent = STATUS_NAMES[status] ?? status;
    this.button.setAttribute('aria-label', `Status: ${STATUS_NAMES[status] ?? status}`);
    this.button.disabled = status === 'closed' && !isWaiting;
    if (!this.menu.hidden && !this.button.disabled) return;
    this.close();
    this.menu.replaceChildren(
      ...SETTABLE.filter(([value]) => value !== status).map(([value, label]) =>
        el('button', { type: 'button', class: 'menu-item', role: 'menuitem', tabindex: '-1', on: { click: () => this.#choose(value) } }, label),
      ),
    );
  }

  close() {
    this.menu.hidden = true;
    this.button.setAttribute('aria-expanded', 'false');
  }

  #toggle() {
    if (this.menu.hidden) this.#open(0);
    else this.close();
  }

  #open(at) {
    this.menu.hidden = false;
    this.button.setAttribute('aria-expanded', 'true');
    this.menu.children[at === -1 ? this.menu.children.length - 1 : at]?.focus();
  }

  #choose(value) {
    this.close();
    this.button.focus();
    this.onChoose(value);
  }

  #key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const items = [...this.menu.children];
    const at = items.indexOf(document.activeElement);
    const isOpen = !this.menu.hidden;
    // Before the first comes the last, and the other way round; a closed menu opens at the end that the arrow comes from.
    const to = { ArrowDown: (at + 1) % items.length, ArrowUp: at <= 0 ? -1 : at - 1, Home: 0, End: -1 }[event.key];
    if (to !== undefined && isOpen) items.at(to).focus();
    else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') this.#open(event.key === 'ArrowDown' ? 0 : -1);
    else if (isOpen && event.key === 'Escape') {
      this.close();
      this.button.focus();
    } else {
      // Keys of the page do nothing while a menu is open; Tab, Enter and Space do what they always do.
      if (isOpen && event.key.length === 1) event.stopPropagation();
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  }

  #left(event) {
    if (!this.node.contains(event.relatedTarget)) this.close();
  }
}
