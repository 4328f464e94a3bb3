/** A chat of an application. */
export interface ChatPlace {
  readonly token: string;
  readonly number: number;
}

export const REPORT_STATES = ['open', 'settled', 'dismissed'] as const;
export type ReportState = (typeof REPORT_STATES)[number];

/** What `/chats/:kind/:id` shows. */
export type ChatsPlace =
  | { readonly kind: 'none' }
  | { readonly kind: 'reports'; readonly state: ReportState }
  | { readonly kind: 'application'; readonly token: string }
  | ({ readonly kind: 'chat' } & ChatPlace)
  | { readonly kind: 'group'; readonly id: string };

/** The id of a chat is `{token}.{number}`: tokens have letters, digits, `-` and `_` only. */
export const idOf = ({ token, number }: ChatPlace): string => `${token}.${number}`;

/** Undefined: there is no such place. */
export function placeOf(kind: string | undefined, id: string | undefined): ChatsPlace | undefined {
  if (kind === undefined) return { kind: 'none' };
  if (kind === 'reports') {
    const state = REPORT_STATES.find((one) => one === id);
    return state && { kind, state };
  }
  if (kind === 'application') return id !== undefined && /^[\w-]+$/.test(id) ? { kind, token: id } : undefined;
  if (kind === 'group') return id !== undefined && /^[\w-]+$/.test(id) ? { kind, id } : undefined;
  const [, token, number] = /^([\w-]+)\.([1-9]\d{0,14})$/.exec(id ?? '') ?? [];
  return kind === 'chat' && token !== undefined ? { kind, token, number: Number(number) } : undefined;
}
