import { expect, test } from 'vitest';
import { fairShare, type Lane } from '../../../domain/outbound/fair-share.ts';

const setUp = () => {
  let now = 0;
  const share = fairShare({
    clock: () => now,
    sleep: async (ms) => {
      now += ms;
    },
  });
  return { share, pass: (ms: number) => void (now += ms) };
};
const lanes = (receiver: string, tenant = 't'): Lane[] => [
  { key: `${tenant}/${receiver}`, most: 2 },
  { key: tenant, most: 3 },
];

test('a receiver has its share, a tenant too, and others are not concerned', async () => {
  const { share, pass } = setUp();
  expect(await share(lanes('a'))).not.toBeNull();
  expect(await share(lanes('a'))).not.toBeNull();
  pass(1_000);
  expect(await share(lanes('a'))).toBeNull();
  expect(await share(lanes('b'))).not.toBeNull();
  pass(1_000);
  expect(await share(lanes('c'))).toBeNull();
  expect(await share(lanes('a', 'other'))).not.toBeNull();
});

test('a place that is left is free again; leaving twice gives no second one', async () => {
  const { share, pass } = setUp();
  const [leave] = [await share(lanes('a')), await share(lanes('a'))];
  pass(1_000);
  leave?.();
  leave?.();
  expect(await share(lanes('a'))).not.toBeNull();
  pass(1_000);
  expect(await share(lanes('a'))).toBeNull();
});

test('for calls that have only just begun it waits a little: healthy receivers answer', async () => {
  const { share } = setUp();
  const leave = await share(lanes('a'));
  await share(lanes('a'));
  const waiting = share(lanes('a'));
  leave?.();
  expect(await waiting).not.toBeNull();
});

test('a caller who waits for slow calls is told so', async () => {
  const { share } = setUp();
  await share(lanes('a'));
  await share(lanes('a'));
  expect(await share(lanes('a'))).toBeNull();
});
