/**
 * Options of a server that stands for somebody else's. Node ends an idle connection after 5 s. On a machine under load, that may be the moment at which the hub,
 * which drops it after 4 s, uses it again: the call would have an unknown outcome.
 */
export const KEPT = { keepAliveTimeout: 120_000 } as const;
