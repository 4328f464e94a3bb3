import { describe, expect, it } from 'vitest';
import { readRecords } from '../../../functions/consumers/topic-records.ts';
import { inbound } from '../../domain/support/messages/inbound/events.ts';

const base64 = (value: unknown) => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64');

describe('records of the messages topic', () => {
  it('are events with their place; what cannot be read is a dead letter with its reason, and its neighbours stay', () => {
    const event = inbound('ann', 'm1');
    const { readable, unreadable } = readRecords({
      'messages-0': [
        { offset: 1, key: base64('k'), value: base64(event) },
        { offset: 2, value: base64('not json') },
        { offset: 3, value: base64({ ...event, surprise: true }) },
        { offset: 4 },
      ],
      'messages-1': [{ offset: 9, key: base64('k'), value: base64(event) }],
    });
    expect(readable.map(({ place }) => place)).toEqual([
      { partition: 'messages-0', offset: 1 },
      { partition: 'messages-1', offset: 9 },
    ]);
    expect(readable[0]?.event).toEqual(event);
    expect(unreadable.map(({ offset, key, reason }) => [offset, key, reason.startsWith('invalid event: ')])).toEqual([
      [2, null, true],
      [3, null, true],
      [4, null, true],
    ]);
  });
});
