import type { Item } from '../table/port.ts';

/** Attribute of `TENANT`: what AI does for the tenant. Absent: nothing, and no call leaves. Every command on tickets reads that item anyway. */
export const AI = 'ai';

/** When automatic replies go out. On the clock of the time zone, so that summer time moves with it. */
export interface AiHours {
  /** IANA name. */
  readonly timeZone: string;
  /** `HH:MM`. A `to` before `from` is on the next day; the same time is the whole day. */
  readonly from: string;
  readonly to: string;
  /** ISO days on which the hours begin, 1 is Monday; absent: every day. */
  readonly days?: readonly number[] | undefined;
}

export interface AiSettings {
  readonly suggestions?: boolean | undefined;
  /** Automatic replies from this confidence on. */
  readonly replies?: { readonly threshold: number; readonly hours?: AiHours | undefined } | null | undefined;
  /** Of each message and of the ticket; the language with it. */
  readonly sentiment?: boolean | undefined;
  /** Summaries and translations that agents ask for. Absent: where anything else is on. */
  readonly onRequest?: boolean | undefined;
}

export const aiSettingsOf = (tenant: Item | undefined): AiSettings => (tenant?.[AI] as AiSettings | undefined) ?? {};

/** Whether new messages of customers are analysed at all. */
export const isAnalysing = ({ suggestions, replies, sentiment }: AiSettings): boolean => suggestions === true || sentiment === true || !!replies;

/** Whether agents may ask for summaries and translations. */
export const answersRequests = (settings: AiSettings): boolean => settings.onRequest ?? isAnalysing(settings);
