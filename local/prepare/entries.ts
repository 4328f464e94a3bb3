/** Processes of the laptop cloud, bundled with the functions so that shared code is loaded once. */
export const PROCESSES = ['local/gateway/main.ts', 'local/workers/main.ts', 'local/supervisor/main.ts'];
/** Built by others, used when they are there. */
export const SIMULATOR = 'demo/providers/server.ts';
export const DEMO = 'demo/start.ts';
