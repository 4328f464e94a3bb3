/** Set by the bundlers: where they put the thread, seen from the bundle. */
declare const PARLEY_MAIL_THREAD: string | undefined;

/** The thread's code: beside this file among the sources, else where a bundle has it. */
export const threadFile = (): URL => new URL(typeof PARLEY_MAIL_THREAD === 'string' ? PARLEY_MAIL_THREAD : './thread.ts', import.meta.url);
