import { el, icon, spoken } from './dom.js';
import { clockOf, dayOf, deliveryWords, fullTime, sizeOf } from './words.js';

/** A text longer than this is cut until asked for: a hostile one may have a megabyte. */
const SHOWN = 4000;
const SIDES = { customer: 'theirs', reply: 'ours', ai_message: 'ours', note: 'note', ai_suggestion: 'note' };
const LABELS = { note: 'Internal note', ai_message: 'Assistant', ai_suggestion: 'Suggested answer' };
const SURFACES = { comment: 'Public comment', review: 'Public review' };

/**
 * The messages of a ticket as list items, with a heading for each day. What is answered is quoted where it is not the customer's newest word anyway.
 * `retry(number)` sends a reply again; null where that cannot be.
 */
export function messageItems(messages, retry) {
  const items = [];
  const byNumber = new Map(messages.map((message) => [message.number, message]));
  let day = '';
  let newest = null;
  for (const message of messages) {
    const itsDay = dayOf(message.createdAt);
    if (itsDay !== day) items.push(el('li', { class: 'day' }, el('span', {}, itsDay)));
    day = itsDay;
    items.push(messageItem(message, message.inReplyTo === newest ? undefined : byNumber.get(message.inReplyTo), retry));
    if (message.kind === 'customer') newest = message.number;
  }
  return items;
}

function messageItem(message, answered, retry) {
  const side = SIDES[message.kind] ?? 'theirs';
  const heading = [LABELS[message.kind], SURFACES[message.surface], message.hidden ? 'Hidden' : null, message.late ? 'Arrived late' : null].filter(Boolean);
  const bubble = el('div', { class: `bubble ${message.kind}` });
  if (heading.length > 0) bubble.append(el('span', { class: 'label' }, heading.join(' · ')));
  if (message.deleted) bubble.append(el('p', { class: 'gone' }, 'This message was deleted.'));
  else {
    if (answered && !answered.deleted && answered.text) bubble.append(el('blockquote', { dir: 'auto' }, answered.text.slice(0, 140)));
    if (message.subject) bubble.append(el('p', { class: 'subject', dir: 'auto' }, message.subject));
    if (message.starRating) bubble.append(el('p', { class: 'stars' }, '★'.repeat(message.starRating), spoken(` ${message.starRating} of 5 stars`)));
    if (message.text) bubble.append(textOf(message.text, message.quotedAt));
    if (message.attachments?.length > 0) bubble.append(el('ul', { class: 'chips' }, ...message.attachments.map((each) => el('li', {}, chip(each)))));
  }
  const reactions = Object.values(message.reactions ?? {});
  if (reactions.length > 0) bubble.append(el('p', { class: 'reactions' }, spoken('Reactions: '), reactions.join(' ')));
  return el('li', { class: `message ${side}`, dataset: { number: message.number } }, bubble, footer(message, retry));
}

/** `quotedAt`: where the quoted mail begins, which is shown when it is asked for. */
function textOf(text, quotedAt = text.length) {
  const isQuoted = quotedAt < text.length && quotedAt <= SHOWN;
  const begun = isQuoted ? text.slice(0, quotedAt).trimEnd() : text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
  const node = el('p', { class: 'text', dir: 'auto' }, begun);
  if (begun === text) return node;
  const all = el('button', { type: 'button', class: 'link' }, isQuoted ? 'Show quoted text' : `Show all ${text.length.toLocaleString()} characters`);
  all.addEventListener('click', () => {
    node.textContent = text;
    all.remove();
  });
  return el('div', {}, node, all);
}

function footer(message, retry) {
  const who = message.kind === 'customer' ? null : message.author?.name;
  const parts = [
    who ? el('bdi', {}, who) : null,
    el('time', { datetime: message.createdAt, title: fullTime(message.createdAt) }, clockOf(message.createdAt)),
    message.editedAt ? el('span', {}, 'edited') : null,
  ];
  if (message.delivery && message.kind !== 'customer') {
    const [sign, words] = deliveryWords(message.delivery);
    const failed = message.delivery.state === 'failed' || message.delivery.state === 'unknown';
    parts.push(
      el(
        'span',
        { class: `delivery ${message.delivery.state}`, title: words },
        el('span', { 'aria-hidden': 'true' }, sign),
        failed ? ` ${words}` : spoken(words),
      ),
    );
    if (failed && retry && !message.deleted) parts.push(retryButton(message, retry));
  }
  return el('div', { class: 'message-foot' }, ...parts);
}

/** One press sends once: the message is read again afterwards, and the button with it. */
function retryButton({ number, delivery }, retry) {
  const title = delivery.state === 'unknown' ? 'It may reach the customer twice.' : null;
  const button = el('button', { type: 'button', class: 'link', title }, 'Send again');
  button.addEventListener('click', () => {
    button.disabled = true;
    void retry(number);
  });
  return button;
}

/** A web address as a link, anything else only by its name. */
function chip(attachment) {
  const label = [
    icon('clip'),
    el('bdi', {}, attachment.name || kindOf(attachment.type)),
    attachment.size ? el('span', { class: 'size' }, sizeOf(attachment.size)) : null,
  ];
  const url = typeof attachment.url === 'string' ? attachment.url : '';
  if (/^https?:\/\//i.test(url)) return el('a', { class: 'chip', href: url, target: '_blank', rel: 'noopener noreferrer nofollow' }, ...label);
  return el('span', { class: 'chip' }, ...label);
}

function kindOf(type) {
  const kind = String(type ?? '').split('/')[0];
  return { image: 'Picture', video: 'Video', audio: 'Audio' }[kind] ?? 'File';
}
