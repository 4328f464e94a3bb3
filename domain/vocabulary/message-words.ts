/** Names for messages (DESIGN §2), below all code that uses them. */
export const MESSAGE_KINDS = ['customer', 'reply', 'note', 'ai_message', 'ai_suggestion'] as const;
export type MessageKind = (typeof MESSAGE_KINDS)[number];

export const DELIVERY_STATES = ['queued', 'sent', 'delivered', 'read', 'failed', 'unknown'] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** The type of place where a message is at the provider. */
export const SURFACES = ['dm', 'comment', 'review', 'mail', 'chat'] as const;
export type Surface = (typeof SURFACES)[number];
