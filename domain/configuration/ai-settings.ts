import type { Item } from '../table/port.ts';

/** Attribute of `TENANT`: the tenant's AI settings. Absent: no AI, and no call is sent. Every command on tickets reads that item anyway. */
export const AI = 'ai';

/** When automatic replies are sent, in the time zone's local time, so that daylight saving is taken into account. */
export interface AiHours {
  /** IANA name. */
  readonly timeZone: string;
  /** `HH:MM`. A `to` before `from` is on the next day; equal times mean the whole day. */
  readonly from: string;
  readonly to: string;
  /** ISO days on which the hours begin, 1 is Monday; absent: every day. */
  readonly days?: readonly number[] | undefined;
}

export interface AiSettings {
  readonly suggestions?: boolean | undefined;
  /** The minimum confidence of automatic replies. */
  readonly replies?: { readonly threshold: number; readonly hours?: AiHours | undefined } | null | undefined;
  /** Sentiment of each message and of the ticket; includes the language. */
  readonly sentiment?: boolean | undefined;
  /** Summaries and translations on an agent's request. Absent: on if anything else is on. */
  readonly onRequest?: boolean | undefined;
}

export const aiSettingsOf = (tenant: Item | undefined): AiSettings => (tenant?.[AI] as AiSettings | undefined) ?? {};

/** Whether new messages of customers are analysed. */
export const isAnalysing = ({ suggestions, replies, sentiment }: AiSettings): boolean => suggestions === true || sentiment === true || !!replies;

/** Whether agents can request summaries and translations. */
export const answersRequests = (settings: AiSettings): boolean => settings.onRequest ?? isAnalysing(settings);
