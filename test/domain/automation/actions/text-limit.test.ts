import { describe, expect, it } from 'vitest';
import { longestReplyOf } from '../../../../channels/registry/capabilities.ts';
import { channelsOf, textLimitOf } from '../../../../domain/automation/actions/text-limit.ts';
import type { Condition } from '../../../../domain/automation/conditions/condition.ts';
import { CHANNELS, type ChannelName } from '../../../../domain/origins/channels.ts';

const on = (op: string, value: unknown): Condition => ({ field: 'origin.channel', op, value }) as unknown as Condition;
const elsewhere = { field: 'status', op: 'eq', value: 'open' } as unknown as Condition;
const but = (...gone: readonly ChannelName[]): ChannelName[] => CHANNELS.filter((channel) => !gone.includes(channel));

it.each<[string, Condition, readonly ChannelName[]]>([
  ['nothing about the channel', { all: [elsewhere] }, CHANNELS],
  ['one channel', on('eq', 'api'), ['api']],
  ['all but one', on('ne', 'api'), but('api')],
  ['several', on('in', ['api', 'whatsapp']), CHANNELS.filter((channel) => channel === 'api' || channel === 'whatsapp')],
  ['all but several', on('nin', ['api', 'mail']), but('api', 'mail')],
  ['an operator that tells nothing of it', on('matches', 'a'), CHANNELS],
  ['not one', { not: on('eq', 'api') }, but('api')],
  ['not something else', { not: elsewhere }, CHANNELS],
  ['all of one and something else', { all: [on('eq', 'api'), elsewhere] }, ['api']],
  ['any of one and something else', { any: [on('eq', 'api'), elsewhere] }, CHANNELS],
  ['any of two', { any: [on('eq', 'api'), on('eq', 'mail')] }, CHANNELS.filter((channel) => channel === 'api' || channel === 'mail')],
  ['two at once', { all: [on('eq', 'api'), on('eq', 'mail')] }, []],
])('a condition that asks for %s holds on the channels it can hold on', (_name, condition, channels) => {
  expect(channelsOf(condition)).toEqual(channels);
});

describe('the longest reply', () => {
  it('fits all channels that are named and send', () => {
    expect(textLimitOf(['whatsapp', 'api', 'mail'], longestReplyOf)).toEqual({ channel: 'whatsapp', characters: 4_096 });
  });
  it('fits one channel where all are meant', () => {
    expect(textLimitOf(CHANNELS, longestReplyOf)).toEqual({ channel: 'trustpilot', characters: Number.POSITIVE_INFINITY });
  });
  it('is not known where nothing can be sent, and without end where a channel has no limit', () => {
    expect(textLimitOf(['livechat'], () => null)).toBeNull();
    expect(textLimitOf(['mail'], () => Number.POSITIVE_INFINITY)).toEqual({ channel: 'mail', characters: Number.POSITIVE_INFINITY });
  });
});
