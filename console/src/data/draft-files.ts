import type { DraftKind, DraftStore } from './drafts.ts';
import type { ChosenFile } from './limits.ts';

/** A file of a message that is not sent yet. */
export interface DraftFile extends ChosenFile {
  readonly id: string;
  /** 0 to 1. */
  readonly progress: number;
  readonly state: 'uploading' | 'ready' | 'failed';
  /** Once it is uploaded. */
  readonly attachmentId?: string;
}

/** Uploads one file. @throws when it fails or was cancelled */
export type Upload<F extends ChosenFile> = (file: F, progress: (part: number) => void, signal: AbortSignal) => Promise<string>;

export interface DraftFiles<F extends ChosenFile = ChosenFile> {
  /** The same list until it changes. */
  of(ticketId: string, kind: DraftKind): readonly DraftFile[];
  add(ticketId: string, kind: DraftKind, files: readonly F[]): void;
  /** Also ends its upload. */
  remove(ticketId: string, kind: DraftKind, id: string): void;
  retry(ticketId: string, kind: DraftKind, id: string): void;
  /** Puts files back that were not sent. Without files: the message was sent. */
  set(ticketId: string, kind: DraftKind, files: readonly DraftFile[]): void;
  subscribe(ticketId: string, listener: () => void): () => void;
  stored(): Promise<void>;
}

export interface DraftFileOptions<F extends ChosenFile> {
  readonly store: DraftStore;
  readonly account: string;
  readonly upload: Upload<F>;
  readonly newId: () => string;
  readonly onError?: (error: unknown) => void;
}

const NONE: readonly DraftFile[] = [];

/** The files beside a draft. Uploaded ones survive a reload; what was on its way then is gone, as the browser has forgotten it. */
export async function createDraftFiles<F extends ChosenFile>(options: DraftFileOptions<F>): Promise<DraftFiles<F>> {
  const { store, account, upload, newId, onError } = options;
  const lists = new Map<string, readonly DraftFile[]>();
  const sources = new Map<string, F>();
  const running = new Map<string, AbortController>();
  const listeners = new Map<string, Set<() => void>>();
  let writing: Promise<unknown> = Promise.resolve();
  const keyOf = (ticketId: string, kind: DraftKind): string => JSON.stringify([account, ticketId, kind]);

  try {
    for (const [key, text] of await store.entries()) lists.set(key, JSON.parse(text) as DraftFile[]);
  } catch (error) {
    onError?.(error);
  }

  const of = (ticketId: string, kind: DraftKind): readonly DraftFile[] => lists.get(keyOf(ticketId, kind)) ?? NONE;
  const set = (ticketId: string, kind: DraftKind, files: readonly DraftFile[]): void => {
    const key = keyOf(ticketId, kind);
    if (files.length === 0) lists.delete(key);
    else lists.set(key, files);
    const kept = files.filter(({ state }) => state === 'ready');
    writing = writing.then(() => (kept.length === 0 ? store.delete(key) : store.set(key, JSON.stringify(kept)))).catch((error: unknown) => onError?.(error));
    for (const listener of listeners.get(ticketId) ?? []) listener();
  };
  const change = (ticketId: string, kind: DraftKind, id: string, more: Partial<DraftFile>): void => {
    const files = of(ticketId, kind);
    if (files.some((file) => file.id === id))
      set(
        ticketId,
        kind,
        files.map((file) => (file.id === id ? { ...file, ...more } : file)),
      );
  };
  const start = async (ticketId: string, kind: DraftKind, id: string): Promise<void> => {
    const source = sources.get(id);
    if (source === undefined) return;
    const ending = new AbortController();
    running.set(id, ending);
    change(ticketId, kind, id, { state: 'uploading', progress: 0 });
    try {
      const attachmentId = await upload(source, (progress) => change(ticketId, kind, id, { progress }), ending.signal);
      sources.delete(id);
      change(ticketId, kind, id, { state: 'ready', progress: 1, attachmentId });
    } catch {
      change(ticketId, kind, id, { state: 'failed' });
    } finally {
      running.delete(id);
    }
  };
  return {
    of,
    set,
    add(ticketId, kind, files) {
      const added = files.map((source) => {
        const id = newId();
        sources.set(id, source);
        return { id, name: source.name, type: source.type, size: source.size, progress: 0, state: 'uploading' as const };
      });
      set(ticketId, kind, [...of(ticketId, kind), ...added]);
      for (const { id } of added) void start(ticketId, kind, id);
    },
    remove(ticketId, kind, id) {
      running.get(id)?.abort();
      sources.delete(id);
      set(
        ticketId,
        kind,
        of(ticketId, kind).filter((file) => file.id !== id),
      );
    },
    retry: (ticketId, kind, id) => void start(ticketId, kind, id),
    subscribe(ticketId, listener) {
      const known = listeners.get(ticketId) ?? new Set();
      listeners.set(ticketId, known.add(listener));
      return () => void known.delete(listener);
    },
    async stored() {
      await writing;
    },
  };
}
