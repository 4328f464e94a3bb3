import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { ParsedElement } from '../../channels/inbound.ts';
import { inboundOf } from '../../channels/registry/inbound.ts';
import { CHANNELS, type ChannelName } from '../../domain/origins/channels.ts';
import { isNote } from '../../domain/support/inbound/is-note.ts';
import { RECEIVED_AT, request } from '../channels/reading.ts';

/** The tables of docs/channels.md about event kinds, held against what the parsers make of the documented samples. */
const DOCS = readFileSync('docs/channels.md', 'utf8');

/** The columns of the table "Event kinds", and the elements that a column means. */
const COLUMNS: Readonly<Record<string, (element: ParsedElement) => boolean>> = {
  messages: (element) => element.kind === 'event' && element.event.verb === 'created' && element.event.fromCustomer && !isNote(element.event),
  "the business's own": (element) => element.kind === 'event' && element.event.verb === 'created' && !element.event.fromCustomer,
  edits: (element) => element.kind === 'event' && element.event.verb === 'edited',
  removals: (element) => element.kind === 'event' && element.event.verb === 'removed',
  'hidden, shown': (element) => element.kind === 'event' && (element.event.verb === 'hidden' || element.event.verb === 'unhidden'),
  reactions: (element) => element.kind === 'event' && element.event.verb === 'reaction',
  statuses: (element) => element.kind === 'event' && element.event.verb === 'status',
  calls: (element) => element.kind === 'event' && isNote(element.event),
  notices: (element) => element.kind === 'notice',
};

const CREDENTIALS = { address: 'help@shop.example', accountId: '1', userId: '2244994945', botToken: '1:b', number: '+1' };
const elementsOf = async (name: ChannelName): Promise<readonly ParsedElement[]> => {
  const folder = new URL(`../fixtures/${name}/`, import.meta.url);
  const files = readdirSync(folder).filter((file) => file !== 'charsets.json');
  const found = files.map(async (file) => {
    const headers = file.endsWith('.json') ? { 'content-type': 'application/json' } : {};
    return (await inboundOf(name)?.parse(request(readFileSync(new URL(file, folder)), { headers, receivedAt: RECEIVED_AT }), CREDENTIALS as never)) ?? [];
  });
  return (await Promise.all(found)).flat();
};

const sectionOf = (heading: string): string => DOCS.split(`\n## ${heading}\n`)[1]?.split(/^## /m)[0] ?? '';
const cellsOf = (row: string): string[] =>
  row
    .slice(1, -1)
    .split('|')
    .map((cell) => cell.trim());
const tableAfter = (text: string, header: RegExp): string[][] => {
  const lines = text.split('\n');
  const at = lines.findIndex((line) => header.test(line));
  if (at < 0) return [];
  const rows = lines.slice(at + 2);
  return rows
    .slice(
      0,
      Math.max(
        0,
        rows.findIndex((line) => !line.startsWith('|')),
      ),
    )
    .map(cellsOf);
};

describe('the table of event kinds', () => {
  const section = sectionOf('Event kinds');
  const header = section.split('\n').find((line) => line.startsWith('| channel')) ?? '';
  const rows = new Map(tableAfter(section, /^\| channel/).map(([name = '', ...cells]) => [name.replaceAll('`', ''), cells]));

  it('has each channel and each kind', () => {
    expect(cellsOf(header).slice(1)).toEqual(Object.keys(COLUMNS));
    expect([...rows.keys()].toSorted()).toEqual([...CHANNELS].toSorted());
  });

  // The calls of visitors and of people are routes of the API: test/functions/api/routes/livechat*.test.ts, test/domain/chat/support.
  it.each(CHANNELS.filter((name) => name !== 'livechat' && name !== 'application'))(
    'says of %s what its parser makes of its documented samples',
    async (name) => {
      const elements = await elementsOf(name);
      const read = Object.values(COLUMNS).map((is) => (elements.some(is) ? 'yes' : '–'));
      expect(rows.get(name)).toEqual(read);
    },
  );
});

/** By channel: the heading of its section. */
const SECTIONS: Readonly<Record<ChannelName, string>> = {
  facebook: 'Facebook',
  instagram: 'Instagram',
  whatsapp: 'WhatsApp (Cloud API)',
  mail: 'Mail',
  api: 'Your own system (`api`)',
  x: 'X',
  linkedin: 'LinkedIn',
  trustpilot: 'Trustpilot',
  telegram: 'Telegram',
  twilio: 'Twilio',
  livechat: 'Live chat',
  application: 'Chats of your application',
};

/** A row that is not tested says why. */
const SAYS = /\btested\b|^yes\b|: \S|\bbecause\b/;

describe.each(CHANNELS)('the table of what is documented for %s', (name) => {
  const rows = tableAfter(sectionOf(SECTIONS[name]), /^\| (?:.* documents?\b.*\| Parley \||event kind \|)/);

  it('is there', () => expect(rows.length).toBeGreaterThan(2));

  it('says of each row that it is tested, or why it is not done', () => {
    for (const [kind = '', ...cells] of rows) expect(cells.join(' '), kind).toMatch(SAYS);
  });
});
