const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

const decoded = (entity: string, body: string): string => {
  const code = /^#x([0-9a-f]{1,6})$/i.exec(body)?.[1] ?? null;
  const point = code === null ? Number(/^#(\d{1,7})$/.exec(body)?.[1] ?? Number.NaN) : Number.parseInt(code, 16);
  if (!Number.isNaN(point)) return point <= 0x10ffff && (point < 0xd800 || point > 0xdfff) ? String.fromCodePoint(point) : '';
  return ENTITIES[body.toLowerCase()] ?? entity;
};

/** Elements whose content is not for reading, each with its end. */
const SILENT: Readonly<Record<string, RegExp>> = { script: /<\/script\s*>/gi, style: /<\/style\s*>/gi, head: /<\/head\s*>/gi, title: /<\/title\s*>/gi };
const BREAKS: ReadonlySet<string> = new Set(['br', '/p', '/div', '/tr', '/li', '/h1', '/h2', '/h3', '/h4', '/h5', '/h6', '/blockquote', 'hr']);

/**
 * The words of a mail that has HTML only, for lists and search; the HTML itself is kept beside them. One pass from left to right that never looks
 * at a place twice: strangers write this, and a regular expression over it could be made to take hours.
 */
export const textOfHtml = (html: string): string => {
  const parts: string[] = [];
  const endless = new Set<string>();
  let at = 0;
  while (at < html.length) {
    const open = html.indexOf('<', at);
    if (open === -1) break;
    parts.push(html.slice(at, open).replace(/\s+/g, ' '));
    if (html.startsWith('<!--', open)) {
      const end = html.indexOf('-->', open + 4);
      at = end === -1 ? html.length : end + 3;
      continue;
    }
    const close = html.indexOf('>', open);
    if (close === -1) {
      at = open;
      break;
    }
    const tag = /^\/?[a-z][a-z0-9]*/i.exec(html.slice(open + 1, Math.min(close, open + 16)))?.[0].toLowerCase() ?? '';
    if (BREAKS.has(tag)) parts.push('\n');
    at = close + 1;
    const end = SILENT[tag];
    if (end && !endless.has(tag)) {
      end.lastIndex = at;
      if (end.test(html)) at = end.lastIndex;
      else endless.add(tag);
    }
  }
  parts.push(html.slice(at).replace(/\s+/g, ' '));
  return parts
    .join('')
    .replace(/&(#?\w{1,32});/g, decoded)
    .split('\n')
    .map((line) => line.replace(/[ \u00a0]+/g, ' ').trim())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
};
