import { el, icon } from './dom.js';
import { StatusMenu } from './status-menu.js';
import { channelBadge, priorityPill } from './tickets.js';
import { authorName, channelName } from './words.js';

/** Who a conversation is with, whose it is, and what can be done with it. Its parts stay the same elements, so that focus and an open menu outlast a change. */
export class ConversationHeader {
  /** `context`: `agentName(id)`, `teamName(id)`, `originName(id)`; `on`: `back()`, `take()`, `status(value)`. */
  constructor(context, on) {
    this.context = context;
    this.menu = new StatusMenu(on.status);
    this.badge = el('div', { class: 'talk-badge' });
    this.name = el('h2', { tabindex: '-1' });
    this.facts = el('p', { class: 'facts' });
    this.marks = el('div', { class: 'talk-marks' });
    this.owner = el('span', { class: 'owner' });
    this.take = el('button', { type: 'button', class: 'take', on: { click: on.take } }, 'Take');
    this.node = el(
      'header',
      { class: 'talk-head' },
      el('button', { type: 'button', class: 'icon-button back', 'aria-label': 'Back to the tickets', on: { click: on.back } }, icon('back')),
      this.badge,
      el('div', { class: 'talk-who' }, this.name, this.facts),
      this.marks,
      el('div', { class: 'talk-do' }, this.owner, this.take, this.menu.node),
    );
  }

  /** `waiting`: the status that is about to be set, if any. */
  show(ticket, waiting) {
    const { author, origin, owner } = ticket;
    const originName = this.context.originName(origin.id);
    const channel = channelName(origin.channel);
    const teamName = owner.teamId ? this.context.teamName(owner.teamId) : null;
    const facts = [`#${ticket.sequence}`, originName.startsWith(channel) ? null : channel, originName, teamName, ticket.topic].filter(Boolean);
    this.badge.replaceChildren(channelBadge(origin.channel));
    this.name.replaceChildren(el('bdi', {}, authorName(author)));
    this.facts.replaceChildren(...facts.map((fact) => el('bdi', {}, fact)));
    this.marks.replaceChildren(...[priorityPill(ticket.priority)].filter(Boolean), ...ticket.tags.map((tag) => el('span', { class: 'tag', dir: 'auto' }, tag)));
    this.owner.hidden = !owner.agentId;
    this.owner.replaceChildren(el('span', { class: 'spoken' }, 'Owner: '), el('bdi', {}, owner.agentId ? this.context.agentName(owner.agentId) : ''));
    this.take.hidden = Boolean(owner.agentId);
    this.take.disabled = ticket.status === 'closed';
    this.menu.show(waiting ?? ticket.status, waiting !== undefined);
  }
}
