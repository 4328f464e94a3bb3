/** Runs `work` while nobody else holds the lock of this name: in all tabs of the browser with Web Locks, otherwise in this process. */
export interface Locks {
  request<T>(name: string, options: { signal?: AbortSignal }, work: () => Promise<T>): Promise<T>;
}

/** What a BroadcastChannel does. */
export interface Channel {
  onmessage: ((event: { readonly data: unknown }) => void) | null;
  postMessage(message: unknown): void;
  close(): void;
}

/** What a page has and Node does not: `window` and `document`, as far as the client uses them. */
export interface Page {
  addEventListener?(type: string, listener: () => void): void;
  removeEventListener?(type: string, listener: () => void): void;
  readonly document?: {
    readonly visibilityState: string;
    addEventListener(type: string, listener: () => void): void;
    removeEventListener(type: string, listener: () => void): void;
  };
  readonly navigator?: { readonly locks?: Locks };
  readonly BroadcastChannel?: new (name: string) => Channel;
}

export const page = globalThis as unknown as Page;

const chains = new Map<string, Promise<unknown>>();

/** Locks of this process, for platforms without Web Locks. */
export const processLocks: Locks = {
  request<T>(name: string, _options: { signal?: AbortSignal }, work: () => Promise<T>): Promise<T> {
    const turn = (chains.get(name) ?? Promise.resolve()).then(work, work);
    chains.set(name, turn);
    return turn;
  },
};

export const wait = (ms: number, signal?: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const stop = (): void => {
      clearTimeout(timer);
      reject(signal?.reason as Error);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve();
    }, ms);
    signal?.addEventListener('abort', stop, { once: true });
  });
