import type { Api } from './logic/api.ts';
import type { Cells } from './logic/cells.ts';
import { type Refusal, refusalOf, typeOf } from './logic/files.ts';
import type { PendingFile } from './logic/types.ts';

export interface Upload {
  readonly key: string;
  readonly name: string;
  readonly size: number;
  /** From 0 to 1. */
  readonly part: number;
  /** Set when the file is at the hub. */
  readonly ready: PendingFile | null;
  readonly failed: boolean;
}
export interface Refused {
  readonly reason: Refusal;
  readonly name: string;
  readonly size: number;
}

interface Deps {
  readonly cells: Cells;
  readonly api: Pick<Api, 'announce'>;
  readonly token: () => Promise<string>;
  readonly newId: () => string;
  readonly upload: (
    form: { readonly url: string; readonly fields: Readonly<Record<string, string>> },
    file: File,
    options: { readonly signal: AbortSignal; readonly onProgress: (part: number) => void },
  ) => Promise<void>;
}

/** The files of the next message. Size and kind are checked before anything is sent. */
export function createUploads({ cells, api, token, newId, upload }: Deps) {
  const list = cells.cell<readonly Upload[]>([]);
  const refused = cells.cell<readonly Refused[]>([]);
  const running = new Map<string, AbortController>();
  const change = (key: string, part: Partial<Upload>): void => {
    list.value = list.value.map((one) => (one.key === key ? { ...one, ...part } : one));
  };
  const run = async (key: string, file: File): Promise<void> => {
    const cancel = new AbortController();
    running.set(key, cancel);
    try {
      const draft = { name: file.name.slice(-200), type: typeOf(file) ?? '', size: file.size };
      const { id, upload: form } = await api.announce(await token(), draft);
      if (cancel.signal.aborted) return;
      await upload(form, file, { signal: cancel.signal, onProgress: (part) => change(key, { part }) });
      change(key, { part: 1, ready: { id, ...draft } });
    } catch {
      if (!cancel.signal.aborted) change(key, { failed: true });
    } finally {
      running.delete(key);
    }
  };
  return {
    list,
    refused,
    add(files: readonly File[]): void {
      refused.value = [];
      for (const file of files) {
        const reason = refusalOf(file, list.value.length);
        if (reason) {
          refused.value = [...refused.value, { reason, name: file.name, size: file.size }];
          continue;
        }
        const key = newId();
        list.value = [...list.value, { key, name: file.name, size: file.size, part: 0, ready: null, failed: false }];
        void run(key, file);
      }
    },
    remove(key: string): void {
      running.get(key)?.abort();
      list.value = list.value.filter((one) => one.key !== key);
    },
    /** The files that are at the hub; afterwards there are none. */
    take(): PendingFile[] {
      const ready = list.value.flatMap((one) => one.ready ?? []);
      list.value = [];
      refused.value = [];
      return ready;
    },
  };
}
export type Uploads = ReturnType<typeof createUploads>;
