/** The maximum length of a line (RFC 5322 §2.1.1), and so of an id. */
const LONGEST = 998;

/** The ids of a `References` or `In-Reply-To` header in their order, with angle brackets. Old programs write words between the ids. */
export const idsOf = (header: string | undefined): string[] => ((header ?? '').match(/<[^<>\s]+>/g) ?? []).filter((id) => id.length <= LONGEST);

/** A `Message-ID`; null if it is missing or empty (also `<>`). Some devices send an id without brackets; they are added. */
export const idOf = (header: string | undefined): string | null => {
  const [first] = idsOf(header);
  if (first !== undefined) return first;
  const bare = (header ?? '').trim();
  return /^[^<>\s]+$/.test(bare) && bare.length <= LONGEST - 2 ? `<${bare}>` : null;
};
