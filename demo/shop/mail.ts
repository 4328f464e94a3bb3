import { createHash } from 'node:crypto';
import type { Utterance } from './story.ts';

/** A small picture for mails with a photograph: one pixel, PNG. */
const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==';

/**
 * A customer's mail as RFC 5322 bytes (RFC 2045–2047 for its bodies and names): plain text, with an optional picture; a later
 * turn answers the shop with the same subject and quotes the previous mail, as mail programs do.
 */
export function mail(said: Utterance & { readonly at: number }, to: string, seed: string): string {
  const id = (turn: number): string => `<${createHash('sha1').update(`${seed}:${said.talk}:${turn}`).digest('hex').slice(0, 24)}@${domain}>`;
  const domain = said.customer.id.split('@')[1] ?? 'post.example';
  const answers = said.turn > 0;
  const boundary = `=_${id(said.turn).slice(1, 17)}`;
  const headers = [
    `From: ${encoded(said.customer.name)} <${said.customer.id}>`,
    `To: Bottega Luna <${to}>`,
    `Subject: ${encoded(answers ? `Re: ${said.subject}` : said.subject)}`,
    `Date: ${new Date(said.at).toUTCString().replace('GMT', '+0000')}`,
    `Message-ID: ${id(said.turn)}`,
    ...(answers ? [`In-Reply-To: ${id(said.turn - 1)}`, `References: ${Array.from({ length: said.turn }, (_, turn) => id(turn)).join('\r\n ')}`] : []),
    'MIME-Version: 1.0',
  ];
  const text = part('text/plain; charset=utf-8', `${said.text}\r\n\r\n${said.customer.name}\r\n`);
  if (!said.photo) return `${[...headers, text].join('\r\n')}\r\n`;
  const picture = [
    'Content-Type: image/png; name="photo.png"',
    'Content-Disposition: attachment; filename="photo.png"',
    'Content-Transfer-Encoding: base64',
    '',
    PIXEL,
  ].join('\r\n');
  const body = [`--${boundary}`, text, `--${boundary}`, picture, `--${boundary}--`, ''].join('\r\n');
  return [...headers, `Content-Type: multipart/mixed; boundary="${boundary}"`, '', body].join('\r\n');
}

function part(type: string, content: string): string {
  const lines =
    Buffer.from(content)
      .toString('base64')
      .match(/.{1,76}/g) ?? [];
  return [`Content-Type: ${type}`, 'Content-Transfer-Encoding: base64', '', ...lines].join('\r\n');
}

/** RFC 2047 encoded words of at most 45 bytes each, only where needed; no character is cut in two. */
function encoded(text: string): string {
  if (/^[\x20-\x7e]*$/.test(text)) return text;
  const words: string[] = [];
  let word = '';
  for (const character of text) {
    if (Buffer.byteLength(word + character) > 42) {
      words.push(word);
      word = '';
    }
    word += character;
  }
  return [...words, word].map((each) => `=?utf-8?B?${Buffer.from(each).toString('base64')}?=`).join('\r\n ');
}
