/** Statuses after which a retry may succeed: the service throttles or is faulty. A status outside 100–599 counts as 5xx (RFC 9110, section 15). */
export const passes = (status: number): boolean => status === 408 || status === 425 || status === 429 || status >= 500 || status < 100;

/** A wrong secret or address: calls wait until the operator has fixed it. A redirect is not followed, because it would take the signature elsewhere. */
export const isOperators = (status: number): boolean => (status >= 300 && status < 400) || [401, 403, 404, 405, 407].includes(status);
