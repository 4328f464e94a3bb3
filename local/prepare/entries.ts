/** Processes of the laptop cloud, bundled with the functions so that shared code is loaded once. */
export const PROCESSES = ['local/gateway/main.ts', 'local/workers/main.ts', 'local/supervisor/main.ts'];
/** What functions run in threads, and where a function's chunk finds it. */
export const THREADS = ['channels/mail/threads/thread.ts'];
export const THREAD_FILES: Readonly<Record<string, string>> = { PARLEY_MAIL_THREAD: '../channels/mail/threads/thread.js' };
/** Built by others, used when they are there. */
export const SIMULATOR = 'demo/providers/server.ts';
export const DEMO = 'demo/start.ts';
