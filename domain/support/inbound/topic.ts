/**
 * The `messages` topic: events at a provider, one record per element. Key = the thread's key. Webhooks and pollers produce it;
 * `functions/consumers/messages` consumes it. Separate from the schema of its records, because producers import no validator.
 */
export const MESSAGES_TOPIC = 'messages';
/** Larger records use a claim check: the event's `content` is stored as an object, which `contentRef` names. */
export const INLINE_LIMIT_BYTES = 200_000;
