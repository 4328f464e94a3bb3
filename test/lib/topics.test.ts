import { App } from 'aws-cdk-lib';
import { describe, expect, test } from 'vitest';
import { readProfile } from '../../lib/profile.ts';
import { CONSUMED, topicSettings } from '../../lib/topics.ts';

const settingsOf = (topic: (typeof CONSUMED)[number], context: Record<string, string> = {}) => {
  const { node } = new App({ context: { profile: 'prod', ...context } });
  return topicSettings(node, readProfile(node), topic);
};

describe.each(CONSUMED)('the topic %s', (topic) => {
  test('has at least 3 partitions, batches of 20 that wait at most a second, and 5 retries', () => {
    const { partitions, windowSeconds, ...others } = settingsOf(topic);
    expect(partitions).toBeGreaterThanOrEqual(3);
    expect(windowSeconds).toBeLessThanOrEqual(1);
    expect(others).toMatchObject({ batchSize: 20, maxRetries: 5 });
  });

  test.each([
    ['partitions', '24', '2'],
    ['batchSize', '7', '1001'],
    ['windowSeconds', '0', '2'],
    ['maxRetries', '0', '-1'],
  ] as const)('takes %s of its own, within bounds, and no other topic is changed', (name, given, wrong) => {
    const option = `topics.${topic}.${name}`;
    expect(settingsOf(topic, { [option]: given })).toMatchObject({ [name]: Number(given) });
    for (const other of CONSUMED) if (other !== topic) expect(settingsOf(other, { [option]: given })).toEqual(settingsOf(other));
    expect(() => settingsOf(topic, { [option]: wrong })).toThrow(option);
  });
});
