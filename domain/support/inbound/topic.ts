/**
 * The `messages` topic: what happened at a provider, one record an element. Key = the thread's key. Webhooks and pollers produce it;
 * `functions/consumers/messages` consumes it. Apart from the schema of its records, because who only produces carries no validator.
 */
export const MESSAGES_TOPIC = 'messages';
/** Larger records go by claim check: the event's `content` is set aside as an object and `contentRef` names it. */
export const INLINE_LIMIT_BYTES = 200_000;
