import { withChats } from '../../domain/livechat/by-mail/answers.ts';
import { applyMessages } from '../../domain/support/events/answer-by-mail.ts';
import type { InboundDeps } from '../../domain/support/inbound/batch.ts';
import { MESSAGES_TOPIC } from '../../domain/support/inbound/topic.ts';
import type { TopicProcessor } from './consume-topic.ts';
import { type ReadInbound, readInbound } from './inbound-records.ts';

const apply = withChats(applyMessages);

const NAMES: Readonly<Record<string, string>> = { duplicate: 'DoublesDropped', ignored: 'EventsIgnored' };

/** Applies records of the topic `messages`: new entries of threads, and amendments of them. */
export const messagesTopic = (deps: () => InboundDeps, tries: number): TopicProcessor<ReadInbound> => ({
  topic: MESSAGES_TOPIC,
  read: readInbound,
  apply: (events) =>
    apply(
      deps(),
      events.map(({ inbound }) => inbound),
      tries,
    ),
  counted: (effect, { inbound }) => NAMES[effect] ?? (inbound.event.verb === 'created' ? 'MessagesAppended' : 'AmendmentsApplied'),
});
