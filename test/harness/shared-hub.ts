import type { TestProject } from 'vitest/node';
import { removeHome, startHub } from './hub.ts';

declare module 'vitest' {
  interface ProvidedContext {
    hub: { readonly baseUrl: string; readonly wsUrl: string; readonly adminToken: string; readonly pid: number; readonly home: string };
  }
}

/** One hub for the stories that only need a tenant of their own; those that kill something start theirs. */
export default async (project: TestProject): Promise<() => Promise<void>> => {
  const hub = await startHub();
  project.provide('hub', { baseUrl: hub.baseUrl, wsUrl: hub.wsUrl, adminToken: hub.adminToken, pid: hub.pid, home: hub.home });
  return async () => {
    await hub.stop();
    removeHome(hub.home);
  };
};
