import type { Keys } from './logic/drawer.ts';
import type { Socket, SocketEvents } from './logic/feed.ts';
import { createTabs, type Tabs, type Told } from './logic/tabs.ts';
import type { Clock } from './logic/timing.ts';

export const clock: Clock = {
  now: () => Date.now(),
  after(ms, run) {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
  random: () => Math.random(),
};

/** 26 characters, also on pages without https, where `crypto.randomUUID` is missing. */
export const newId = (): string => [...crypto.getRandomValues(new Uint8Array(13))].map((byte) => byte.toString(16).padStart(2, '0')).join('');

/** `localStorage`; what cannot be stored there lives as long as the page. */
export function browserKeys(): Keys {
  const memory = new Map<string, string>();
  const attempt = <T>(run: (storage: Storage) => T, otherwise: () => T): T => {
    try {
      return run(localStorage);
    } catch {
      return otherwise();
    }
  };
  return {
    get: (key) =>
      memory.get(key) ??
      attempt<string | null>(
        (storage) => storage.getItem(key),
        () => null,
      ),
    set(key, value) {
      memory.delete(key);
      attempt(
        (storage) => (value === null ? storage.removeItem(key) : storage.setItem(key, value)),
        () => void (value !== null && memory.set(key, value)),
      );
    },
    names: () => [
      ...new Set([
        ...memory.keys(),
        ...attempt(
          (storage) => Object.keys(storage),
          (): string[] => [],
        ),
      ]),
    ],
  };
}

export function openSocket(url: string, { onOpen, onText, onClose }: SocketEvents): Socket {
  const socket = new WebSocket(url);
  let isClosed = false;
  const closed = (): void => {
    if (isClosed) return;
    isClosed = true;
    onClose();
  };
  socket.addEventListener('open', onOpen);
  socket.addEventListener('message', ({ data }) => onText(String(data)));
  socket.addEventListener('close', closed);
  socket.addEventListener('error', closed);
  return {
    send: (text) => socket.send(text),
    close: () => {
      isClosed = true;
      socket.close();
    },
  };
}

export function browserTabs(name: string, hear: (told: Told) => void): Tabs {
  const channel = typeof BroadcastChannel === 'function' ? new BroadcastChannel(name) : null;
  channel?.addEventListener('message', ({ data }: MessageEvent<Told>) => hear(data));
  return createTabs(name, 'locks' in navigator ? (navigator.locks as never) : null, (told) => {
    // eslint-disable-next-line unicorn/require-post-message-target-origin -- a BroadcastChannel has none
    channel?.postMessage(told);
  });
}

/** Uploads with progress, from 0 to 1. @throws if it did not arrive, or was cancelled */
export function upload(
  { url, fields }: { readonly url: string; readonly fields: Readonly<Record<string, string>> },
  file: File,
  { signal, onProgress }: { readonly signal: AbortSignal; readonly onProgress: (part: number) => void },
): Promise<void> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  // The store reads fields up to the file.
  form.append('file', file);
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', url);
    request.upload.addEventListener('progress', ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0));
    request.addEventListener('load', () => (request.status >= 200 && request.status < 300 ? resolve() : reject(new Error(`upload: ${request.status}`))));
    request.addEventListener('error', () => reject(new Error('upload: no answer')));
    request.addEventListener('abort', () => reject(new Error('upload: cancelled')));
    signal.addEventListener('abort', () => request.abort(), { once: true });
    request.send(form);
  });
}

let audio: AudioContext | null = null;
/** Two short soft tones, made here: no file that a page's policy would have to allow. */
export function chime(): void {
  try {
    audio ??= new AudioContext();
    const start = audio.currentTime + 0.02;
    for (const [at, pitch] of [
      [0, 660],
      [0.12, 880],
    ] as const) {
      const tone = audio.createOscillator();
      const volume = audio.createGain();
      tone.frequency.value = pitch;
      volume.gain.setValueAtTime(0, start + at);
      volume.gain.linearRampToValueAtTime(0.08, start + at + 0.02);
      volume.gain.exponentialRampToValueAtTime(0.0001, start + at + 0.3);
      tone.connect(volume).connect(audio.destination);
      tone.start(start + at);
      tone.stop(start + at + 0.32);
    }
  } catch {
    // A browser without sound.
  }
}
