/** Where the console is served. It begins and ends with a slash. */
export const BASE = '/';

const FILES = String.raw`assets(?:/.*)?|early\.js|icon\.svg|push-worker\.js`;
/** Files of the build, which are there or not: never the page. */
export const CONSOLE_FILE = new RegExp(`^/(?:${FILES})$`);
/** The console's own addresses: its pages, its files, and `/next/…`, where it was before. Everything else belongs to the API. */
export const CONSOLE_PATH = new RegExp(`^/(?:${FILES}|(?:chats|desk|inbox|settings|next)(?:/.*)?)?$`);
/** An address from the time when the console was at `/next/`: what follows is the same address now. */
export const FORMER_PATH = /^\/next(?=\/|$)/;
