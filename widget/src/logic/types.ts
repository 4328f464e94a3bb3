import type { VisitorChat, VisitorMessage } from '../../../client/api.ts';

export type Message = VisitorMessage;
/** Whether the chat has ended, and how the visitor has rated it. */
export type ChatState = VisitorChat;

/** A message of this browser that the hub has not confirmed yet. It survives a reload. */
export interface Pending {
  readonly id: string;
  readonly text: string;
  readonly files: readonly PendingFile[];
  /** Epoch ms. */
  readonly at: number;
  /** The hub does not accept it. Nothing sends it again except the visitor. */
  readonly failed?: boolean;
}

export interface PendingFile {
  /** The id of the uploaded file. */
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly size: number;
}

/** The customer whom the shop has signed in. `hash`: HMAC-SHA256 of the id, made by the shop's server. */
export interface Identity {
  readonly id: string;
  readonly hash: string;
  readonly name?: string;
  readonly email?: string;
}

export type Asked = 'no' | 'optional' | 'required';
export interface Question {
  /** The custom field of the ticket. */
  readonly name: string;
  readonly label: string;
  readonly required: boolean;
}
/** Opening hours: on these days (0 is Sunday) from one time of the day to another, `HH:MM`. */
export interface Hours {
  readonly timeZone: string;
  readonly week: readonly { readonly days: readonly number[]; readonly from: string; readonly to: string }[];
}
/** What the origin's admin has chosen (`widget` of the origin). */
export interface Look {
  readonly accent?: string;
  readonly radius?: number;
  readonly side?: 'start' | 'end';
  readonly theme?: 'auto' | 'light' | 'dark';
  readonly title?: string;
  readonly greeting?: string;
  readonly askName?: Asked;
  readonly askEmail?: Asked;
  readonly questions?: readonly Question[];
  readonly hours?: Hours;
}
export interface Settings {
  /** Replies go by mail to visitors who are gone. */
  readonly mail: boolean;
  readonly widget: Look;
}

/** What the browser keeps about the conversation on this origin, for every page and tab. */
export interface Saved {
  readonly token?: string;
  /** The id of the signed-in customer whose conversation it is. */
  readonly user?: string;
  readonly conversationId?: string;
  /** Where the next `updates` reads on. */
  readonly position?: string;
  /** The numbers up to which replies were acknowledged. */
  readonly delivered?: number;
  readonly read?: number;
  readonly name?: string;
  readonly email?: string;
  readonly answers?: Readonly<Record<string, string>>;
  /** The questions before the chat are answered. */
  readonly asked?: boolean;
  /** When the last message was written that this browser knows of, epoch ms. */
  readonly lastAt?: number;
  readonly sound?: boolean;
  readonly open?: boolean;
}
