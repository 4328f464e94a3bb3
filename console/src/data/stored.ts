import { clear, createStore, del, delMany, entries, set } from 'idb-keyval';
import type { Alert, AlertStore } from './alerts.ts';
import type { DraftStore } from './drafts.ts';
import type { Write, WriteStore } from './outbox.ts';

/** Drafts in IndexedDB: all tabs of the browser share them. */
export function storedDrafts(): DraftStore {
  const store = createStore('parley-drafts', 'drafts');
  return { entries: () => entries<string, string>(store), set: (key, text) => set(key, text, store), delete: (key) => del(key, store) };
}

/** The uploaded files of drafts, as JSON. */
export function storedFiles(): DraftStore {
  const store = createStore('parley-draft-files', 'files');
  return { entries: () => entries<string, string>(store), set: (key, text) => set(key, text, store), delete: (key) => del(key, store) };
}

/** The writes of one account in IndexedDB. */
export function storedWrites(account: string): WriteStore {
  const store = createStore(`parley-writes-${account}`, 'writes');
  return {
    entries: async () => (await entries<string, Write>(store)).map(([, write]) => write),
    set: (write) => set(write.id, write, store),
    delete: (id) => del(id, store),
  };
}

/** What one account was told. */
export function storedAlerts(account: string): AlertStore {
  const store = createStore(`parley-alerts-${account}`, 'alerts');
  return {
    entries: async () => (await entries<string, Alert>(store)).map(([, alert]) => alert),
    set: (alert) => set(alert.id, alert, store),
    delete: (ids) => delMany([...ids], store),
  };
}

/** What a person who signs out leaves for nobody: their drafts, the drafts' files, and what they were told. */
export async function forgetAll(account: string): Promise<void> {
  await clear(createStore(`parley-alerts-${account}`, 'alerts'));
  for (const store of [createStore('parley-drafts', 'drafts'), createStore('parley-draft-files', 'files')]) {
    const keys = (await entries<string, string>(store)).map(([key]) => key).filter((key) => (JSON.parse(key) as [string])[0] === account);
    await delMany(keys, store);
  }
}
