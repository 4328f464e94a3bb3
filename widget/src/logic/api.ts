import type { ChatState, Message, Saved, Settings } from './types.ts';

/** The hub's answer to a call that it did not accept; `status` 0: no answer came. */
export class CallFailed extends Error {
  readonly status: number;
  /** Seconds to wait, if the hub says so. */
  readonly retryAfter: number | null;
  constructor(status: number, retryAfter: number | null = null) {
    super(`${status}`);
    this.status = status;
    this.retryAfter = retryAfter;
  }
  /** Whether the same call may work later. */
  get isPassing(): boolean {
    return this.status === 0 || this.status === 408 || this.status === 429 || this.status >= 500;
  }
}

/** The page may not chat, or there is no such chat any more. */
export const isRefusal = ({ status }: CallFailed): boolean => status === 403 || status === 404;

export interface Session {
  readonly token: string;
  readonly conversationId: string;
  readonly resumed: boolean;
  readonly position: string;
}
export interface Updates {
  readonly items: readonly Message[];
  readonly position: string;
  readonly more: boolean;
  readonly chat: ChatState;
}
export interface UploadForm {
  readonly id: string;
  readonly upload: { readonly url: string; readonly fields: Readonly<Record<string, string>> };
}
export interface SessionDraft extends Pick<Saved, 'token' | 'name' | 'email' | 'answers'> {
  readonly identity?: { readonly id: string; readonly hash: string };
}

const TIMEOUT_MS = 20_000;

/** The calls of a visitor (docs/livechat.md). `base`: the hub's address without a slash at the end. Each throws `CallFailed`. */
export function createApi(base: string, originId: string, fetcher: typeof fetch = fetch) {
  const call = async <T>(method: string, path: string, token: string | null, body?: unknown): Promise<T> => {
    const headers: Record<string, string> = {};
    if (token !== null) headers['authorization'] = `Bearer ${token}`;
    if (body !== undefined) headers['content-type'] = 'application/json';
    let answer: Response;
    try {
      answer = await fetcher(`${base}/v1/livechat/${path}`, {
        method,
        headers,
        credentials: 'omit',
        cache: 'no-store',
        // Without a referrer: the path of the page is not the hub's business.
        referrerPolicy: 'no-referrer',
        signal: AbortSignal.timeout(TIMEOUT_MS),
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      if (answer.ok) return (answer.status === 204 ? undefined : await answer.json()) as T;
    } catch {
      throw new CallFailed(0);
    }
    const after = Number(answer.headers.get('retry-after') ?? Number.NaN);
    throw new CallFailed(answer.status, Number.isFinite(after) ? after : null);
  };
  return {
    settings: () => call<Settings>('GET', `settings?originId=${encodeURIComponent(originId)}`, null),
    session: (draft: SessionDraft) => call<Session>('POST', 'sessions', null, { originId, ...draft }),
    post: (token: string, body: { readonly id: string; readonly text?: string; readonly attachmentIds?: readonly string[] }) =>
      call<Message>('POST', 'messages', token, body),
    updates: (token: string, position: string) => call<Updates>('GET', `updates?position=${position}`, token),
    history: (token: string, cursor: string | null) =>
      call<{ items: readonly Message[]; nextCursor: string | null }>(
        'GET',
        `messages?limit=30${cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`}`,
        token,
      ),
    acknowledge: (token: string, to: { readonly delivered?: number; readonly read?: number }) => call<undefined>('POST', 'acks', token, to),
    rate: (token: string, rating: { readonly stars: number; readonly comment?: string }) => call<ChatState>('PUT', 'rating', token, rating),
    announce: (token: string, file: { readonly name: string; readonly type: string; readonly size: number }) =>
      call<UploadForm>('POST', 'attachments', token, file),
    socketUrl: async (token: string) => (await call<{ url: string }>('POST', 'socket-tickets', token)).url,
  };
}
export type Api = ReturnType<typeof createApi>;
