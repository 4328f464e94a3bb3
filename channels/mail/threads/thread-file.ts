/** Set by the bundlers: the path of the thread's file, relative to the bundle. */
declare const PARLEY_MAIL_THREAD: string | undefined;

/** The thread's code: next to this file in the sources, or at the path in the bundle. */
export const threadFile = (): URL => new URL(typeof PARLEY_MAIL_THREAD === 'string' ? PARLEY_MAIL_THREAD : './thread.ts', import.meta.url);
