/** Where the console is served. It begins and ends with a slash. */
export const BASE = '/';

/** The console's own addresses: its pages, its files, and `/next/…`, where it was before. Everything else belongs to the API. */
export const CONSOLE_PATH = /^\/(?:(?:assets|chats|desk|inbox|settings|next)(?:\/.*)?|early\.js|icon\.svg|push-worker\.js)?$/;
/** An address from the time when the console was at `/next/`: what follows is the same address now. */
export const FORMER_PATH = /^\/next(?=\/|$)/;
