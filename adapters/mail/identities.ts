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

/** The identities by which SES may send from an address, the most specific one first. Empty: it may not. */
export const identitiesOf = (identities: string, from: string): readonly string[] => {
  const address = from.toLowerCase();
  const domain = address.slice(address.lastIndexOf('@') + 1);
  const labels = domain.split('.');
  const parents = labels.slice(1, -1).map((_, index) => labels.slice(index + 1).join('.'));
  const given = identities.toLowerCase().split(',');
  return [address, domain, ...parents].filter((one) => given.includes('*') || given.includes(one));
};
