/** For the tests; the page itself is plain JavaScript. */
export declare function ago(iso: string, now?: number): string;
export declare function dayOf(iso: string, now?: number): string;
export declare function authorName(author: { id: string; name: string | null; handle: string | null }): string;
export declare function deliveryWords(delivery: { state: string; error: { code: string; message: string } | null }): [sign: string, words: string];
export declare function sizeOf(bytes: number | null): string;
