/** The fields of a form post, in order; a name can occur several times. */
export const formOf = (body: Uint8Array): readonly (readonly [name: string, value: string])[] => [
  ...new URLSearchParams(Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('utf8')),
];
