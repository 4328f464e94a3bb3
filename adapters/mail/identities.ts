/**
 * Whether mail may be sent from an address. An identity is an address, or a domain with its subdomains
 * (docs.aws.amazon.com/ses/latest/dg/creating-identities.html, read 2026-11); `*` matches every address. `identities`: the value of MAIL_IDENTITIES.
 */
export const isIdentity = (identities: string, from: string): boolean => {
  const address = from.toLowerCase();
  const domain = address.slice(address.lastIndexOf('@') + 1);
  return identities
    .toLowerCase()
    .split(',')
    .some((one) => one === '*' || one === address || one === domain || (one !== '' && !one.includes('@') && domain.endsWith(`.${one}`)));
};
