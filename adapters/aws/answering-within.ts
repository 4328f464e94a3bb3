/**
 * How long a client of the SDK waits for one attempt, in milliseconds. Without `throwOnRequestTimeout` the SDK writes a warning and waits on
 * (@smithy/types, NodeHttpHandlerOptions, read November 2026).
 */
export const answeringWithin = (ms: number) => ({ connectionTimeout: Math.min(1_000, ms), requestTimeout: ms, throwOnRequestTimeout: true });
