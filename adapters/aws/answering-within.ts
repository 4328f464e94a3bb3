/**
 * The time limit of one attempt of an SDK client, in milliseconds. Without `throwOnRequestTimeout` the SDK logs a warning and keeps waiting
 * (@smithy/types, NodeHttpHandlerOptions, read November 2026).
 */
export const answeringWithin = (ms: number) => ({ connectionTimeout: Math.min(1_000, ms), requestTimeout: ms, throwOnRequestTimeout: true });
