/**
 * Whether a mail may leave from an address: an identity is a domain, which stands for the names below it too, or an address
 * (docs.aws.amazon.com/ses/latest/dg/creating-identities.html, read 2026-11); `*` is every one. `identities`: as MAIL_IDENTITIES has them.
 */
export const isIdentity = (identities: string, from: string): boolean => {
  const address = from.toLowerCase();
  const domain = address.slice(address.lastIndexOf('@') + 1);
  return identities
    .toLowerCase()
    .split(',')
    .some((one) => one === '*' || one === address || one === domain || (one !== '' && !one.includes('@') && domain.endsWith(`.${one}`)));
};
