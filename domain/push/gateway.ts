import type { KindName } from '../conversations/kinds/kind.ts';
import type { Device } from '../people/devices/device.ts';

/** What a push tells: as little as a screen needs to say "2 messages from Bo". */
export interface Notice {
  readonly conversationId: string;
  readonly kind: KindName;
  /** Unread messages of others. */
  readonly count: number;
  /** The newest of them. */
  readonly number: number;
  /** Who wrote it; null if they are unknown. */
  readonly senderName: string | null;
  /** The name of the group or the chat; null for a direct. */
  readonly conversationName: string | null;
  /** The beginning of its text, only if the person wants that. */
  readonly text?: string;
}

export interface Push {
  readonly device: Device;
  readonly notice: Notice;
  /** A newer push with the same topic replaces this one: at most 32 characters of base64url. */
  readonly topic: string;
  /** How long a push service keeps it for a device that is off. */
  readonly ttlSeconds: number;
}

/** `gone`: the device takes no more pushes. `later`: the same push may succeed. `refused`: it never will. */
export type PushOutcome =
  | { readonly outcome: 'sent'; readonly endpointArn?: string }
  | { readonly outcome: 'gone' }
  | { readonly outcome: 'later'; readonly reason: string; readonly retryAfterSeconds?: number }
  | { readonly outcome: 'refused'; readonly reason: string };

/** Sends one push. It returns failures as values. */
export type SendPush = (push: Push) => Promise<PushOutcome>;
