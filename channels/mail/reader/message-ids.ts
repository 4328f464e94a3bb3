/** RFC 5322 §2.1.1: no line is longer, so no id is. */
const LONGEST = 998;

/** The ids of a `References` or `In-Reply-To` header in their order, angle brackets included; old programs put words between them. */
export const idsOf = (header: string | undefined): string[] => ((header ?? '').match(/<[^<>\s]+>/g) ?? []).filter((id) => id.length <= LONGEST);

/** A `Message-ID`; null when it is missing or empty (`<>` too). One without brackets, which some devices send, gets them. */
export const idOf = (header: string | undefined): string | null => {
  const [first] = idsOf(header);
  if (first !== undefined) return first;
  const bare = (header ?? '').trim();
  return /^[^<>\s]+$/.test(bare) && bare.length <= LONGEST - 2 ? `<${bare}>` : null;
};
