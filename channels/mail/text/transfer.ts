import libqp from 'libqp';

/** Base64 as mail has it: line breaks, missing padding, several padded pieces one after the other, strange characters between. */
export const bytesOfBase64 = (text: string): Buffer => {
  // The platform skips what is not base64, but ends at the first padding.
  const padding = text.indexOf('=');
  if (padding === -1 || !/[A-Za-z0-9+/_-]/.test(text.slice(padding))) return Buffer.from(text, 'base64');
  return Buffer.concat(text.split(/=+/).map((piece) => Buffer.from(piece, 'base64')));
};

/** The bytes behind a `Content-Transfer-Encoding`; an unknown one leaves them as they are. */
export const transferDecoded = (bytes: Buffer, encoding: string | null): Buffer => {
  switch (encoding?.trim().toLowerCase()) {
    case 'base64':
    case 'b':
      return bytesOfBase64(bytes.toString('latin1'));
    case 'quoted-printable':
    case 'q':
      return libqp.decode(bytes.toString('latin1'));
    default:
      return bytes;
  }
};
