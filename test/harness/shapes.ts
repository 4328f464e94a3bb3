/** The public shapes that scenarios look at, written from the contract and not taken from the code. */
export interface Listed<T> {
  readonly items: readonly T[];
  readonly nextCursor: string | null;
}

export interface Session {
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly expiresIn: number;
  readonly user: { readonly id: string; readonly role: string };
}

export interface Origin {
  readonly id: string;
  readonly channel: string;
  readonly name: string;
  readonly state: 'enabled' | 'disabled';
  readonly webhookPath: string;
}

export interface Ticket {
  readonly id: string;
  readonly sequence: number;
  readonly status: string;
  readonly priority: string;
  readonly origin: { readonly id: string; readonly channel: string };
  readonly author: { readonly id: string; readonly name: string | null; readonly handle: string | null };
  readonly threadId: string;
  readonly owner: { readonly agentId: string | null; readonly teamId: string | null };
  readonly queueIds: readonly string[];
  readonly tags: readonly string[];
  readonly topic: string | null;
  readonly sentiment: string | null;
  readonly customFields: Readonly<Record<string, unknown>>;
  readonly visibleMessageCount: number;
  readonly lastMessage: { readonly number: number; readonly kind: string; readonly text: string; readonly createdAt: string } | null;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly waitingSince: string | null;
  readonly closesAt: string | null;
  readonly followupAt: string | null;
  readonly version: number;
}

export interface Message {
  readonly number: number;
  readonly kind: string;
  readonly author: { readonly id: string; readonly name: string | null } | null;
  readonly text: string | null;
  readonly html: string | null;
  readonly subject: string | null;
  readonly to: readonly string[];
  readonly attachments: readonly { readonly name: string | null; readonly type: string; readonly url: string | null }[];
  readonly providerId: string | null;
  readonly createdAt: string;
  readonly inReplyTo: unknown;
  readonly hidden: boolean;
  readonly deleted: boolean;
  readonly delivery: { readonly state: string; readonly error: { readonly code: string; readonly message: string } | null } | null;
  readonly statusSkipped?: boolean;
}

export type Counters = Readonly<Record<'created' | 'working' | 'pending' | 'followup' | 'solved' | 'closed', number>>;

export interface Queue {
  readonly id: string;
  readonly name: string;
  readonly priority: number;
  readonly counters: Counters;
}

export interface SearchHits {
  readonly items: readonly { readonly ticketId: string; readonly sequence: number; readonly highlights: readonly string[] }[];
}

export interface RecountRunning {
  readonly state: 'running';
  readonly counted: number;
}

export interface Recount {
  readonly state: 'done';
  readonly equal: boolean;
  readonly counted: number;
  readonly queues: readonly { readonly id: string; readonly stored: Counters; readonly recounted: Counters }[];
}
