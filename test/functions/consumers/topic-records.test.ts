import { describe, expect, it } from 'vitest';
import { readInbound } from '../../../functions/consumers/inbound-records.ts';
import { readRecords } from '../../../functions/consumers/topic-records.ts';
import { inbound } from '../../domain/support/inbound/events.ts';

const base64 = (value: unknown) => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64');
const bytes = (text: string) => [...Buffer.from(text)];

describe('records of a topic', () => {
  it('are decoded with their position, their time and what their headers say, whatever is in them', () => {
    const records = readRecords(
      {
        'tickets-0': [
          {
            offset: 1,
            timestamp: 7,
            key: base64('k'),
            value: base64('not json'),
            headers: [{ 'X-Correlation-Id': bytes('c-1') }, { 'x-parley-late': bytes('1') }],
          },
          { offset: 2 },
        ],
        'tickets-1': [{ offset: 9, value: base64('{}'), headers: [{ 'x-correlation-id': bytes('no id\n') }, { 'x-parley-causation': bytes('1.a.b') }] }],
      },
      42,
    );
    expect(records).toEqual([
      {
        position: { partition: 'tickets-0', offset: 1 },
        letter: { partition: 'tickets-0', offset: 1, key: base64('k'), value: base64('not json') },
        value: 'not json',
        at: 7,
        correlationId: 'c-1',
        causation: null,
        late: true,
      },
      expect.objectContaining({ value: '', at: 42, correlationId: 'tickets-0:2', late: false }),
      expect.objectContaining({ correlationId: 'tickets-1:9', causation: '1.a.b' }),
    ]);
  });
});

describe('records of webhooks', () => {
  const event = inbound('ann', 'm1');
  const of = (value: unknown) => ({ value: JSON.stringify(value), at: 0, correlationId: 'c', causation: null, late: false });
  it('are events with their identity; one that is tried again is late', () => {
    expect(readInbound(of(event))).toEqual({ inbound: event, tenantId: 'acme', correlationId: 'c1', eventId: 'm1' });
    expect(readInbound({ ...of(event), late: true }).inbound.late).toBe(true);
  });
  it.each([['not json'], [JSON.stringify({ ...event, surprise: true })], ['']])('%s is none', (value) => {
    expect(() => readInbound({ ...of(event), value })).toThrow();
  });
});
