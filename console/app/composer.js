import { newKey } from './api.js';
import { el } from './dom.js';

const KEPT = 'parley.draft.';

/** The box to answer in. Drafts stay with their ticket until they are sent. `send({kind, text, thenStatus}, key)` may throw; then the text stays. */
export class Composer {
  #ticketId = null;
  #key = newKey();

  constructor(send) {
    this.send = send;
    this.text = el('textarea', { id: 'reply', rows: 2, dir: 'auto', placeholder: 'Write a reply…', 'aria-label': 'Reply', maxlength: 20000 });
    this.kinds = el(
      'div',
      { class: 'segments', role: 'radiogroup', 'aria-label': 'Kind of message' },
      this.#kind('reply', 'Reply'),
      this.#kind('note', 'Internal note'),
    );
    this.afterwards = el(
      'select',
      { 'aria-label': 'Then set the status to' },
      el('option', { value: '' }, 'and keep open'),
      el('option', { value: 'pending' }, 'and set pending'),
      el('option', { value: 'solved' }, 'and set solved'),
    );
    this.button = el('button', { type: 'submit', class: 'primary' }, 'Send');
    this.error = el('p', { class: 'form-error', role: 'alert' });
    this.node = el(
      'form',
      { class: 'composer', on: { submit: (event) => this.#submit(event) } },
      this.kinds,
      this.text,
      el('div', { class: 'composer-row' }, this.error, this.afterwards, this.button),
    );
    this.text.addEventListener('input', () => this.#typed());
    this.text.addEventListener('keydown', (event) => {
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) this.node.requestSubmit();
    });
  }

  get kind() {
    return this.node.elements.kind.value;
  }

  /** Shows the draft of a ticket. */
  open(ticketId) {
    if (this.#ticketId === ticketId) return;
    this.#ticketId = ticketId;
    this.#key = newKey();
    this.error.textContent = '';
    this.text.value = sessionStorage.getItem(KEPT + ticketId) ?? '';
    this.afterwards.value = '';
    this.#grow();
  }

  focus() {
    this.text.focus();
  }

  #kind(value, label) {
    const input = el('input', { type: 'radio', name: 'kind', id: `kind-${value}`, checked: value === 'reply' });
    input.value = value;
    input.addEventListener('change', () => this.#kindChanged());
    return el('label', { for: `kind-${value}` }, input, el('span', {}, label));
  }

  #kindChanged() {
    const note = this.kind === 'note';
    this.node.classList.toggle('as-note', note);
    this.text.placeholder = note ? 'Only your colleagues see this…' : 'Write a reply…';
    this.text.setAttribute('aria-label', note ? 'Internal note' : 'Reply');
    this.button.textContent = note ? 'Add note' : 'Send';
    this.#key = newKey();
  }

  #typed() {
    // A changed text is another message.
    this.#key = newKey();
    this.#keep();
    this.#grow();
  }

  #keep() {
    if (this.text.value === '') sessionStorage.removeItem(KEPT + this.#ticketId);
    else sessionStorage.setItem(KEPT + this.#ticketId, this.text.value);
  }

  #grow() {
    this.text.style.height = 'auto';
    this.text.style.height = `${Math.min(this.text.scrollHeight + 2, 220)}px`;
  }

  async #submit(event) {
    event.preventDefault();
    const text = this.text.value.trim();
    if (text === '' || this.button.disabled) return;
    const ticketId = this.#ticketId;
    const thenStatus = this.afterwards.value;
    this.button.disabled = true;
    this.error.textContent = '';
    try {
      await this.send({ kind: this.kind, text, ...(thenStatus === '' ? {} : { thenStatus }) }, this.#key);
      sessionStorage.removeItem(KEPT + ticketId);
      if (this.#ticketId !== ticketId) return;
      this.text.value = '';
      this.afterwards.value = '';
      this.#key = newKey();
      this.#grow();
    } catch (problem) {
      if (this.#ticketId === ticketId) this.error.textContent = problem.status ? problem.message : 'The hub cannot be reached. Your text is kept; try again.';
    } finally {
      this.button.disabled = false;
    }
  }
}
