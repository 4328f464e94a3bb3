/**
 * The only way this page makes elements. Texts go in as text nodes, never as HTML, so what customers write stays inert.
 * `props`: `class`, `on` (event → listener), `dataset`, any attribute; false, null and undefined leave an attribute out.
 */
export function el(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === false || value === null || value === undefined) continue;
    if (name === 'on') for (const [event, listener] of Object.entries(value)) node.addEventListener(event, listener);
    else if (name === 'dataset') Object.assign(node.dataset, value);
    else if (name === 'value') node.value = value;
    else node.setAttribute(name, value === true ? '' : String(value));
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

const SVG = 'http://www.w3.org/2000/svg';

/** Own drawings on a 24 × 24 grid, one path each. */
const DRAWINGS = {
  whatsapp:
    'M12 3a9 9 0 0 0-7.7 13.6L3 21l4.6-1.2A9 9 0 1 0 12 3zM9 7.6c.3 0 .6.1.7.5l.6 1.5c.1.3 0 .6-.2.8l-.6.6c.6 1.3 1.6 2.2 2.9 2.8l.7-.8c.2-.2.5-.3.8-.2l1.5.7c.3.1.5.4.5.8-.1 1.3-1.1 2.1-2.3 2.1C10 16.4 7.4 13.3 7.2 9.9c0-1.3.7-2.3 1.8-2.3z',
  facebook: 'M13.6 21v-7.7h2.7l.4-3.1h-3.1V8.2c0-.9.3-1.5 1.6-1.5h1.6V3.9c-.3 0-1.2-.1-2.3-.1-2.4 0-4 1.4-4 4v2.4H7.8v3.1h2.7V21z',
  instagram:
    'M7 3h10a4 4 0 0 1 4 4v10a4 4 0 0 1-4 4H7a4 4 0 0 1-4-4V7a4 4 0 0 1 4-4zm5 5a4 4 0 1 0 0 8 4 4 0 0 0 0-8zm5-2.3a1.2 1.2 0 1 0 0 2.4 1.2 1.2 0 0 0 0-2.4z',
  x: 'M4 4h4.6l4 5.5L17.4 4H20l-6.2 7.2L20.5 20h-4.6l-4.4-6-5.1 6H3.8l6.5-7.6z',
  linkedin:
    'M4 9h3.4v11H4zM5.7 4a2 2 0 1 1 0 4 2 2 0 0 1 0-4zM10 9h3.2v1.5c.6-1 1.7-1.8 3.3-1.8 3.1 0 3.7 2 3.7 4.7V20h-3.4v-5.8c0-1.4 0-2.7-1.7-2.7s-1.8 1.2-1.8 2.6V20H10z',
  mail: 'M4 5h16a2 2 0 0 1 2 2v.4l-10 6-10-6V7a2 2 0 0 1 2-2zm18 4.7V17a2 2 0 0 1-2 2H4a2 2 0 0 1-2-2V9.7l10 6z',
  trustpilot: 'M12 2.5l2.7 6.4 6.9.6-5.2 4.5 1.6 6.8-6-3.6-6 3.6 1.6-6.8L2.4 9.5l6.9-.6z',
  telegram:
    'M21.5 4.2L2.8 11.4c-.8.3-.8 1.2 0 1.4l4.6 1.5 1.8 5.4c.2.6.9.7 1.3.3l2.5-2.5 4.7 3.5c.5.4 1.2.1 1.4-.6l3.4-15c.2-.9-.4-1.5-1-1.2zM9.3 14l8.5-6.2-6.9 7.2-.4 2.7z',
  twilio:
    'M5 4h14a3 3 0 0 1 3 3v7a3 3 0 0 1-3 3h-7l-5 4v-4H5a3 3 0 0 1-3-3V7a3 3 0 0 1 3-3zm2.5 5.2a1.3 1.3 0 1 0 0 2.6 1.3 1.3 0 0 0 0-2.6zm4.5 0a1.3 1.3 0 1 0 0 2.6 1.3 1.3 0 0 0 0-2.6zm4.5 0a1.3 1.3 0 1 0 0 2.6 1.3 1.3 0 0 0 0-2.6z',
  livechat: 'M5 4h14a3 3 0 0 1 3 3v7a3 3 0 0 1-3 3h-7l-5 4v-4H5a3 3 0 0 1-3-3V7a3 3 0 0 1 3-3z',
  api: 'M8.5 6.5L3 12l5.5 5.5 1.6-1.6L6.2 12l3.9-3.9zM15.5 6.5L21 12l-5.5 5.5-1.6-1.6 3.9-3.9-3.9-3.9z',
  search: 'M10.5 3a7.5 7.5 0 0 1 6 12l4.3 4.3-1.5 1.5-4.3-4.3a7.5 7.5 0 1 1-4.5-13.5zm0 2.1a5.4 5.4 0 1 0 0 10.8 5.4 5.4 0 0 0 0-10.8z',
  queues: 'M4 6h16v2H4zM4 11h16v2H4zM4 16h10v2H4z',
  back: 'M14.5 4.5L16 6l-6 6 6 6-1.5 1.5L7 12z',
  clip: 'M16.5 6.5l-7.6 7.6a1.6 1.6 0 0 0 2.3 2.3l7.5-7.5a3.7 3.7 0 0 0-5.3-5.3l-7.9 8a5.8 5.8 0 0 0 8.2 8.2l6.3-6.3-1.4-1.4-6.3 6.3a3.8 3.8 0 0 1-5.4-5.4l8-8a1.7 1.7 0 0 1 2.4 2.5l-7.5 7.5-.1-.1z',
  mark: 'M4 3h11a3 3 0 0 1 3 3v5a3 3 0 0 1-3 3H9l-5 4v-4a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2z M20 8a2 2 0 0 1 2 2v7a2 2 0 0 1-2 2v3l-4-3h-5a2 2 0 0 1-2-2v-1h7a4 4 0 0 0 4-4z',
};

/** A drawing that screen readers pass over; what it means is in text beside it. */
export function icon(name) {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  svg.setAttribute('class', 'icon');
  const path = document.createElementNS(SVG, 'path');
  path.setAttribute('d', DRAWINGS[name] ?? DRAWINGS.livechat);
  path.setAttribute('fill-rule', 'evenodd');
  svg.append(path);
  return svg;
}

/** Text for screen readers only. */
export const spoken = (text) => el('span', { class: 'spoken' }, text);

/** Puts `wanted` (key → element) into `parent` in that order, moving as little as possible; the focused element keeps its focus. */
export function arrange(parent, wanted) {
  const focused = document.activeElement;
  const keep = new Set(wanted);
  for (const child of Array.from(parent.children)) if (!keep.has(child)) child.remove();
  let at = parent.firstElementChild;
  for (const child of wanted) {
    if (child === at) at = at.nextElementSibling;
    else parent.insertBefore(child, at);
  }
  if (focused !== document.activeElement && parent.contains(focused)) focused.focus({ preventScroll: true });
}

/** A short word at the bottom of the screen, read out by screen readers. `tone`: `info` or `error`; `action`: `{label, run}`. Answers what takes it away. */
export function toast(text, tone = 'info', action = null) {
  const button = action && el('button', { type: 'button', on: { click: () => action.run() } }, action.label);
  const node = el('div', { class: `toast ${tone}` }, el('span', { dir: 'auto' }, text), button);
  document.getElementById('toasts').append(node);
  const close = () => node.remove();
  // One with an action stays as long as the action can be taken.
  if (!action) setTimeout(close, tone === 'error' ? 9000 : 5000);
  return close;
}
