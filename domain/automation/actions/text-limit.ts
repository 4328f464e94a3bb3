import { CHANNELS, type ChannelName } from '../../origins/channels.ts';
import { type Condition, isLeaf, type Leaf } from '../conditions/condition.ts';

/** Characters of the longest reply that a channel sends, `Infinity` without a limit below the API's own; null: it sends none. */
export type LongestReplyOf = (channel: ChannelName) => number | null;

/** Null: it depends on more than the channel. */
type Verdict = boolean | null;

const leafOn = ({ field, op, value }: Leaf, channel: ChannelName): Verdict => {
  if (field !== 'origin.channel') return null;
  const named = (Array.isArray(value) ? value : [value]).includes(channel);
  if (op === 'eq' || op === 'in') return named;
  return op === 'ne' || op === 'nin' ? !named : null;
};

const holdsOn = (condition: Condition, channel: ChannelName): Verdict => {
  if (isLeaf(condition)) return leafOn(condition, channel);
  if ('not' in condition) {
    const inner = holdsOn(condition.not, channel);
    return inner === null ? null : !inner;
  }
  const all = 'all' in condition;
  const verdicts = (all ? condition.all : condition.any).map((part) => holdsOn(part, channel));
  if (verdicts.includes(!all)) return !all;
  return verdicts.includes(null) ? null : all;
};

/** The channels on which a condition can hold, according to its tests of `origin.channel`. */
export const channelsOf = (condition: Condition): readonly ChannelName[] => CHANNELS.filter((channel) => holdsOn(condition, channel) !== false);

/**
 * The most characters of a reply that a rule can send. A rule that names its channels must fit all of them that can send. A rule for all
 * channels must fit one of them; on a channel that it does not fit, its reply fails and agents see the error.
 */
export const textLimitOf = (
  channels: readonly ChannelName[],
  longestReplyOf: LongestReplyOf,
): { readonly characters: number; readonly channel: ChannelName } | null => {
  const limits = channels.flatMap((channel) => {
    const characters = longestReplyOf(channel);
    return characters === null ? [] : [{ channel, characters }];
  });
  limits.sort((a, b) => a.characters - b.characters);
  return (channels.length < CHANNELS.length ? limits[0] : limits.at(-1)) ?? null;
};
