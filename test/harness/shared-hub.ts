import type { TestProject } from 'vitest/node';
import { type EngineSet, removeHome, startHub } from './hub.ts';

declare module 'vitest' {
  interface ProvidedContext {
    hub: { readonly baseUrl: string; readonly wsUrl: string; readonly adminToken: string; readonly pid: number; readonly home: string };
  }
}

/** One hub for the stories that only need a tenant of their own; those that kill something start theirs. */
export const shareHub = async (project: TestProject, engines: EngineSet): Promise<() => Promise<void>> => {
  const hub = await startHub({ engines });
  project.provide('hub', { baseUrl: hub.baseUrl, wsUrl: hub.wsUrl, adminToken: hub.adminToken, pid: hub.pid, home: hub.home });
  return async () => {
    await hub.stop();
    removeHome(hub.home);
  };
};

export default (project: TestProject): Promise<() => Promise<void>> => shareHub(project, 'embedded');
