import libqp from 'libqp';

/** Base64 as mails contain it: with line breaks, missing padding, several padded pieces in a row, and invalid characters. */
export const bytesOfBase64 = (text: string): Buffer => {
  // The platform skips invalid characters, but stops at the first padding.
  const padding = text.indexOf('=');
  if (padding === -1 || !/[A-Za-z0-9+/_-]/.test(text.slice(padding))) return Buffer.from(text, 'base64');
  return Buffer.concat(text.split(/=+/).map((piece) => Buffer.from(piece, 'base64')));
};

/** Decodes the bytes of a `Content-Transfer-Encoding`. With an unknown encoding, they stay unchanged. */
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
