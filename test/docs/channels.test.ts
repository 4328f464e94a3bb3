import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { capabilitiesOf } from '../../channels/registry/capabilities.ts';
import { inboundOf } from '../../channels/registry/inbound.ts';
import { outboundOf } from '../../channels/registry/outbound.ts';
import { canReply } from '../../domain/channels/capabilities.ts';
import { CHANNELS } from '../../domain/origins/channels.ts';

/** What the documents say about channels is what the registry and the capabilities say. */
const rowsAfter = (path: string, heading: string): ReadonlyMap<string, readonly string[]> => {
  const [, section = ''] = readFileSync(path, 'utf8').split(heading);
  const rows = (section.split(/^## /m)[0] ?? '').matchAll(/^\| `([a-z]+)` \| (.+) \|$/gm);
  return new Map([...rows].map(([, name = '', cells = '']) => [name, cells.split(' | ')]));
};

const receives = (name: string): boolean => inboundOf(name) !== undefined;

test('a channel that can send has a sender, and only then', () => {
  for (const name of CHANNELS) expect(canReply(capabilitiesOf(name)), name).toBe(outboundOf(name) !== undefined);
});

describe('README.md', () => {
  const rows = rowsAfter('README.md', '## Channels today');

  test('names each channel', () => {
    expect([...rows.keys()].toSorted()).toEqual([...CHANNELS].toSorted());
  });

  test.each(CHANNELS)('says of %s what is true', (name) => {
    const [into = '', outOf = ''] = rows.get(name) ?? [];
    expect(into).toMatch(receives(name) ? /^yes/ : /^no$/);
    expect(outOf).toMatch(canReply(capabilitiesOf(name)) ? /^yes/ : /^no$/);
  });
});

describe('docs/channels.md', () => {
  const rows = rowsAfter('docs/channels.md', '## Connect a place');

  test.each(CHANNELS)('says of %s what is true', (name) => {
    const [, webhooks, replies] = rows.get(name) ?? [];
    expect(webhooks === 'cannot be connected yet', 'webhooks').toBe(!receives(name));
    expect(replies === 'not yet', 'replies').toBe(!canReply(capabilitiesOf(name)));
  });
});
