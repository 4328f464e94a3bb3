/** Where the new console is served, beside the first one at `/` (decision 0904). It begins and ends with a slash. */
export const BASE = '/next/';
