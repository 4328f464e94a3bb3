import { newKey } from './api.js';
import { el } from './dom.js';

/** The box to answer in. Drafts stay with their ticket and kind until they are sent. `send({kind, text, thenStatus}, key)` may throw; then the text stays. */
export class Composer {
  #drafts;
  #ticketId = null;
  #key = newKey();
  /** Why no reply can be sent, in words; null when one can. */
  #noReply = null;

  constructor(drafts, send) {
    this.#drafts = drafts;
    this.send = send;
    this.text = el('textarea', { id: 'reply', rows: 2, dir: 'auto', placeholder: 'Write a reply…', 'aria-label': 'Reply', maxlength: 20000 });
    this.replyKind = this.#kindChoice('reply', 'Reply');
    this.kinds = el(
      'div',
      { class: 'segments', role: 'radiogroup', 'aria-label': 'Kind of message' },
      this.replyKind,
      this.#kindChoice('note', 'Internal note'),
    );
    this.reason = el('p', { class: 'no-reply', hidden: true });
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
      el('div', { class: 'composer-kind' }, this.kinds, this.reason),
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

  /** Shows the draft of a ticket, in the kind that it was left in. `noReply`: why no reply can be sent there, or null. */
  open(ticketId, noReply) {
    if (this.#ticketId === ticketId && this.#noReply === noReply) return;
    const isOther = this.#ticketId !== ticketId;
    this.#ticketId = ticketId;
    this.#noReply = noReply;
    if (isOther) {
      this.error.textContent = '';
      this.afterwards.value = '';
    }
    this.reason.textContent = noReply ?? '';
    this.reason.hidden = noReply === null;
    this.replyKind.hidden = noReply !== null;
    this.node.elements.kind.value = noReply === null ? this.#drafts.kind(ticketId) : 'note';
    this.#showKind();
  }

  focus() {
    this.text.focus();
  }

  #kindChoice(value, label) {
    const input = el('input', { type: 'radio', name: 'kind', id: `kind-${value}`, checked: value === 'reply' });
    input.value = value;
    input.addEventListener('change', () => {
      this.#drafts.keepKind(this.#ticketId, this.kind);
      this.#showKind();
    });
    return el('label', { for: `kind-${value}` }, input, el('span', {}, label));
  }

  #showKind() {
    const note = this.kind === 'note';
    this.node.classList.toggle('as-note', note);
    this.text.placeholder = note ? 'Only your colleagues see this…' : 'Write a reply…';
    this.text.setAttribute('aria-label', note ? 'Internal note' : 'Reply');
    this.button.textContent = note ? 'Add note' : 'Send';
    this.text.value = this.#drafts.text(this.#ticketId, this.kind);
    this.#key = newKey();
    this.#grow();
  }

  #typed() {
    // A changed text is another message.
    this.#key = newKey();
    this.#drafts.keep(this.#ticketId, this.kind, this.text.value);
    this.#grow();
  }

  #grow() {
    this.text.style.height = 'auto';
    this.text.style.height = `${Math.min(this.text.scrollHeight + 2, 220)}px`;
  }

  async #submit(event) {
    event.preventDefault();
    const written = this.text.value;
    const text = written.trim();
    if (text === '' || this.button.disabled) return;
    const [ticketId, kind] = [this.#ticketId, this.kind];
    const thenStatus = this.afterwards.value;
    this.button.disabled = true;
    this.error.textContent = '';
    try {
      await this.send({ kind, text, ...(thenStatus === '' ? {} : { thenStatus }) }, this.#key);
      // What was written in the meantime is another draft.
      if (this.#drafts.text(ticketId, kind) === written) this.#drafts.keep(ticketId, kind, '');
      if (this.#ticketId !== ticketId) return;
      this.afterwards.value = '';
      this.#showKind();
    } catch (problem) {
      if (this.#ticketId === ticketId) this.error.textContent = problem.status ? problem.message : 'The hub cannot be reached. Your text is kept; try again.';
    } finally {
      this.button.disabled = false;
    }
  }
}
